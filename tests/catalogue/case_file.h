#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/time.h"

namespace doctor::test {

/// One event of a case, or several alike.
struct CaseEvent {
  double at = 0;     ///< seconds from the start of the story; may be negative
  double every = 0;  ///< seconds between two of them
  unsigned times = 1;
  std::string log, provider;
  std::uint32_t id = 0;
  unsigned level = 2;
  std::vector<std::pair<std::string, std::string>> data;
  std::vector<std::string> strings;  ///< unnamed <Data>
  std::string binary;                ///< hexadecimal
  std::string service;               ///< key name of a service: what <Binary> of the Service Control Manager holds
  std::string user_data;             ///< XML below UserData
  std::vector<std::pair<std::string, std::string>> attach;  ///< field, certificate of the case
};

/// A certificate that is made for a case.
struct CaseCertificate {
  std::string name, subject, issuer, hash, key, usage;
  double from = 0, to = 0;  ///< seconds from the start of the story
  bool is_ca = false;
  std::vector<std::string> names;
};

/// A file beside the logs: a text, or certificates, or a CRL.
struct CaseArtifact {
  std::string name, text;
  bool utf16 = false;
  std::vector<std::string> certificates;
  std::string crl_of;       ///< a certificate of the case
  double from = 0, to = 0;  ///< of the CRL
};

/// A log that was given.
struct CaseLog {
  std::string log, provider;
};

struct Case {
  std::string name, computer = "FE01.contoso.local", topology, expect, rival;
  FileTime start;
  std::vector<std::pair<std::string, std::string>> also;  ///< diagnosis, verdict
  std::vector<CaseLog> logs;
  std::vector<CaseEvent> events;
  std::vector<CaseCertificate> certificates;  ///< an issuer stands before what it issued
  std::vector<CaseArtifact> files;
};

/// One file of tests/catalogue: cases of one diagnosis or one false alarm.
struct CaseFile {
  std::string id;
  bool is_false_alarm = false;
  std::vector<Case> cases;
};

/// README.md describes the grammar. Problems are reported with their place; what is returned then is not to be used.
CaseFile read_case_file(const std::filesystem::path& path, std::uint32_t source, Diagnostics& problems);

}  // namespace doctor::test
