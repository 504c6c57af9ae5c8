#pragma once
#include <string>
#include <string_view>

#include "artifact/certutil_text.h"

namespace doctor {

/// Collects what the lines of one certificate or CRL say in certutil's words. Dates are left as printed.
class CertutilObject {
 public:
  CertutilObject(Location where, bool is_crl, std::string_view store);

  void read_line(std::string_view line);

  /// Nothing was understood of it yet: a heading that follows is another heading of the same.
  bool empty() const { return lines_ == 0; }
  bool is_crl() const { return object_.is_crl; }
  /// Enough to know which certificate or CRL it is. False: no object at all, or not in English.
  bool is_known() const;
  /// Takes out what was collected; to be called once.
  DescribedObject finish();

 private:
  enum class Section : unsigned char { none, issuer, subject, extension };

  bool read_label(std::string_view text);
  bool read_key(std::string_view text);
  bool read_extension_heading(std::string_view text);
  void read_extension(std::string_view text);
  void read_algorithm(std::string_view text);
  void begin_name(Section section, std::string_view inline_name);

  DescribedObject object_;
  unsigned lines_ = 0;
  Section section_ = Section::none;
  std::string extension_;  ///< object id
  std::string issuer_, subject_, private_key_;
  bool subject_met_ = false;  ///< it may be empty
};

/// The rest of a line behind a label, without blanks around it; null data() if the line does not begin with it.
std::string_view behind_label(std::string_view text, std::string_view label);

}  // namespace doctor
