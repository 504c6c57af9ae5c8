#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "report/cert_report.h"

namespace doctor {

/// The largest file that is read: as large as the largest CRL that is looked at, in base64 and with some words around it.
inline constexpr std::uint64_t kLargestCertFile = 96 * 1024 * 1024;

/// Reads the files, and below folders all that may be certificates or CRLs by their first bytes (links to folders are not followed).
/// Sorted by path; a file reached twice is read once. What was named and holds none has an `error`; so has what is in a folder, is called
/// like one (*.cer, *.crl ...) and cannot be read; a key, a request or another thing that is recognised comes with its name in
/// `bundle.others` and without an error; anything else in a folder is passed over. `root_store`: all of it was found among
/// trusted roots; else that is so for what lies below a folder called Root (but /root is somebody's home).
/// `go_on` is called before each file; once it says false, what was read until then comes back.
std::vector<CertFile> read_cert_files(const std::vector<std::string>& paths, bool root_store,
                                      const std::function<bool()>& go_on = {});

}  // namespace doctor
