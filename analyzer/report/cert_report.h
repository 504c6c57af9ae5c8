#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cert/bundle.h"
#include "cert/remarks.h"
#include "report/report.h"

namespace doctor {

/// One file as it was read, before it is judged.
struct CertFile {
  std::string path;   ///< as given
  std::string error;  ///< why it could not be read at all; empty if it could
  CertBundle bundle;
  bool in_root_store = false;  ///< what is in it was found among trusted roots
};

/// Certificates and CRLs, judged together.
struct CertReport {
  struct File {
    std::string path, error;
    std::uint64_t certificates = 0, crls = 0;
    std::vector<std::string> others;  ///< recognised and not read, as in CertBundle
    Diagnostics damage;
  };
  struct Judged {
    std::vector<Location> places;  ///< where it is; `source` is an index into files; never empty
    CertRole role = CertRole::leaf;
    std::vector<Remark> remarks;
  };
  struct Chain {
    CertChain chain;  ///< indices into certificates
    std::vector<Remark> remarks;
  };
  struct JudgedCrl {
    Crl crl;
    std::vector<Location> places;
    std::vector<Remark> remarks;
  };

  FileTime now;  ///< what dates were compared with; 0: with nothing
  std::vector<File> files;
  std::vector<Certificate> certificates;  ///< each once, in the order of files
  std::vector<Judged> judged;             ///< of the certificate at the same index
  std::vector<Chain> chains;              ///< the worst first, then in the order of their leaves
  std::vector<JudgedCrl> crls;            ///< each once
  std::vector<Remark> remarks;            ///< about all together

  /// How many remarks of each level there are, by RemarkLevel. One on a certificate counts once, however many chains it is in.
  std::array<std::uint64_t, 3> levels() const;
};

/// Judges everything in `files` as one set. `options.in_root_store` and `replaced_by` are of no effect: each file says
/// the first for itself, and what is given tells the second.
CertReport judge_certificates(std::vector<CertFile> files, const RemarkOptions& options);

/// Both return the whole text, ending in a newline. Text: `style.all` writes notes and lists in full. JSON: docs/cert.md.
std::string cert_text(const CertReport& report, const TextStyle& style);
std::string cert_json(const CertReport& report, const std::string& tool_version);

}  // namespace doctor
