#pragma once
#include <string_view>

namespace doctor {

/// A file of analyzer/report/html/ as it goes into the page, and its SHA-256 in base64, by which the page's policy knows it. Made from the
/// files by cmake/embed_web.cmake when building: comments and indentation are left out.
struct WebAsset {
  std::string_view text, sha256;
};

WebAsset report_style();
WebAsset report_script();

}  // namespace doctor
