#include "artifact/certutil_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "artifact/certutil_date.h"
#include "artifact/certutil_object.h"
#include "artifact/text_input.h"
#include "base/text.h"

namespace doctor {

namespace {

constexpr std::string_view kDates[] = {"NotBefore", "NotAfter", "ThisUpdate", "NextUpdate", "NextCrlPublish"};

/// What a line begins.
enum class Heading : std::uint8_t { none, separator, certificate, crl, other_object, end, key };

/// "================ Certificate 0 ================", in any language.
bool is_separator(std::string_view line) {
  return line.starts_with("================ ") && line.ends_with(" ================");
}

Heading heading(std::string_view line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  if (is_separator(line)) return Heading::separator;
  if (line == "X509 Certificate:") return Heading::certificate;
  if (line == "X509 Certificate Revocation List:") return Heading::crl;
  if (line.starts_with("Certificate Trust List:") || line.starts_with("PKCS")) return Heading::other_object;
  if (line.starts_with("CertUtil: -")) return Heading::end;
  if (line.starts_with("HKEY_") && line.ends_with(':')) return Heading::key;
  return Heading::none;
}

/// The kind that a separator names: "Certificate 0", "CRL 0", "CTL 0"; "Sperrliste 0" in German.
Heading named_kind(std::string_view separator) {
  if (separator.find("CTL") != std::string_view::npos) return Heading::other_object;
  if (separator.find("CRL") != std::string_view::npos || separator.find("Sperr") != std::string_view::npos)
    return Heading::crl;
  return Heading::certificate;
}

class CertutilReader {
 public:
  explicit CertutilReader(ByteView file) : lines_(file) {}

  CertutilReading read();

 private:
  void read_line(std::string_view text);
  void begin(Heading kind);
  void end_object();
  void read_store(std::string_view text);
  void read_registry(std::string_view text);
  bool read_registry_item(std::string_view text);
  void keep(std::variant<DescribedObject, RegValue> item);
  void settle(std::uint64_t Coverage::*part);
  void damaged(std::string_view code, std::string message);
  void damaged_line(std::string_view code, std::string message);
  void read_dates();
  Location here() const { return {0, lines_.offset(), lines_.line(), 1}; }

  TextLines lines_;
  CertutilReading out_;
  std::uint64_t pending_ = 0;  ///< bytes of the lines since it was last known what they were
  std::optional<CertutilObject> object_;
  std::string store_;
  std::optional<RegKey> key_;
  bool old_values_ = false;  ///< of -setreg: what was there before
  bool in_list_ = false;     ///< the strings of the last value follow
  bool cut_ = false;
};

CertutilReading CertutilReader::read() {
  pending_ = lines_.bom_bytes();
  settle(&Coverage::header);
  while (lines_.next()) {
    pending_ += lines_.size();
    if (lines_.too_long()) {
      damaged_line("certutil-line", fmt::format("a line of {} bytes is passed over", lines_.size()));
    } else if (!lines_.ended() && !lines_.text().starts_with("CertUtil: -")) {
      // Half a line would be half a name or date.
      cut_ = true;
      if (object_ || key_)
        damaged_line("certutil-cut", "the text ends in the middle of a line: the last fact is not read");
    } else {
      read_line(lines_.text());
    }
  }
  end_object();
  settle(&Coverage::slack);
  read_dates();
  return std::move(out_);
}

void CertutilReader::read_line(std::string_view text) {
  const Heading what = heading(text);
  switch (what) {
    case Heading::separator:
      return begin(named_kind(text));
    case Heading::certificate:
    case Heading::crl:
      // Below a separator it is the second heading of the same.
      if (object_ && object_->empty() && object_->is_crl() == (what == Heading::crl)) return;
      return begin(what);
    case Heading::other_object:
      return begin(what);
    case Heading::end:
      end_object();
      key_.reset();
      store_.clear();
      return settle(&Coverage::slack);
    case Heading::key: {
      end_object();
      key_ = read_reg_key(text.substr(0, text.rfind(':')));
      old_values_ = in_list_ = false;
      return settle(&Coverage::slack);
    }
    case Heading::none:
      break;
  }
  if (object_) return object_->read_line(text);
  if (key_) return read_registry(text);
  read_store(text);
  settle(&Coverage::slack);
}

void CertutilReader::begin(Heading kind) {
  const std::uint64_t own = lines_.size();
  pending_ -= own;
  end_object();
  pending_ += own;
  key_.reset();
  if (kind == Heading::other_object) return settle(&Coverage::slack);
  object_.emplace(here(), kind == Heading::crl, store_);
}

void CertutilReader::end_object() {
  if (!object_) return settle(&Coverage::slack);
  if (object_->is_known()) {
    keep(object_->finish());
    settle(&Coverage::records);
  } else if (cut_) {
    damaged("certutil-cut", "the text ends before it says which certificate it describes");
  } else {
    damaged("certutil-language", "a certificate or list is described in words that are not understood");
  }
  object_.reset();
}

/// 'my "Personal"' above the certificates of a store.
void CertutilReader::read_store(std::string_view text) {
  const std::size_t quote = text.find(" \"");
  if (quote == std::string_view::npos || quote == 0 || !text.ends_with('"') || text.starts_with(' ')) return;
  store_ = store_name(trim(text.substr(0, quote)));
}

/// "  CNGHashAlgorithm         REG_SZ = SHA256"
void CertutilReader::read_registry(std::string_view text) {
  const std::string_view line = trim(text);
  if (line == "Old Value:") old_values_ = true;
  if (line == "New Value:") old_values_ = false;
  if (in_list_ && read_registry_item(line)) return settle(&Coverage::records);
  const std::size_t at = line.find(" REG_"), sign = line.find(" =", at == std::string_view::npos ? 0 : at);
  if (at == std::string_view::npos || sign == std::string_view::npos) return settle(&Coverage::slack);
  const auto type = reg_type_number(trim(line.substr(at, sign - at)));
  const std::string_view data = trim(line.substr(sign + 2));
  if (!type || old_values_) return settle(&Coverage::slack);
  RegValue value;
  value.where = here();
  value.key = *key_;
  value.name = trim(line.substr(0, at));
  value.type = *type;
  // -getreg ca\csp\Name has the name in the heading, too.
  if (ends_with_ignore_case(value.key.path, "\\" + value.name))
    value.key.path.resize(value.key.path.size() - value.name.size() - 1);
  const RegType kind = value.kind();
  in_list_ = kind == RegType::multi_sz;
  if (kind == RegType::dword || kind == RegType::qword) {
    value.number = parse_integer("0x" + std::string(data.substr(0, data.find(' '))));  // hexadecimal; "ffffffff (-1)"
    if (!value.number) return damaged("certutil-value", fmt::format("the value '{}' cannot be read", value.name));
  } else if (kind == RegType::sz || kind == RegType::expand_sz) {
    value.texts = {std::string(data)};
  } else if (!in_list_) {
    return settle(&Coverage::slack);  // a dump in lines of hexadecimal
  }
  keep(std::move(value));
  settle(&Coverage::records);
}

/// "0: 65:C:\Windows\..." of a REG_MULTI_SZ.
bool CertutilReader::read_registry_item(std::string_view line) {
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || line[digits] != ':') return false;
  auto* value = out_.items.empty() ? nullptr : std::get_if<RegValue>(&out_.items.back());
  if (value != nullptr && value->kind() == RegType::multi_sz && value->texts.size() < kMostArtifactEvents)
    value->texts.emplace_back(trim(line.substr(digits + 1)));
  return true;
}

void CertutilReader::keep(std::variant<DescribedObject, RegValue> item) {
  if (out_.items.size() < kMostArtifactEvents) {
    out_.items.push_back(std::move(item));
  } else if (out_.damage.count("certutil-limit") == 0) {
    out_.damage.add({"certutil-limit", Severity::warning, here(), 0,
                     fmt::format("more than {} things; those from here on are left out", kMostArtifactEvents), ""});
  }
}

void CertutilReader::settle(std::uint64_t Coverage::*part) {
  out_.coverage.*part += pending_;
  pending_ = 0;
}

void CertutilReader::damaged(std::string_view code, std::string message) {
  out_.damage.add({code, Severity::warning, here(), pending_, std::move(message), ""});
  settle(&Coverage::damaged);
}

/// Only this line is lost, not what it stands in.
void CertutilReader::damaged_line(std::string_view code, std::string message) {
  out_.damage.add({code, Severity::warning, here(), lines_.size(), std::move(message), ""});
  out_.coverage.damaged += lines_.size();
  pending_ -= lines_.size();
}

/// All dates of the file decide together how they are to be read.
void CertutilReader::read_dates() {
  const auto is_date = [](std::string_view name) {
    return std::find(std::begin(kDates), std::end(kDates), name) != std::end(kDates);
  };
  CertutilDates dates;
  for (const auto& item : out_.items) {
    const auto* object = std::get_if<DescribedObject>(&item);
    if (object == nullptr) continue;
    for (const auto& [name, text] : object->fields) {
      if (is_date(name)) dates.learn(text);
    }
  }
  for (auto& item : out_.items) {
    auto* object = std::get_if<DescribedObject>(&item);
    if (object == nullptr) continue;
    std::erase_if(object->fields, [&](auto& field) {
      if (!is_date(field.first)) return false;
      auto iso = dates.iso(field.second);
      if (iso) field.second = std::move(*iso);
      if (!iso) {
        out_.damage.add(
            {"certutil-date", Severity::note, object->where, 0,
             fmt::format("{} '{}' can be read in two ways, or in none", field.first, prefix(field.second, 60)),
             "export it with the regional format set to English (United States)"});
      }
      return !iso;
    });
  }
}

}  // namespace

CertutilReading read_certutil(ByteView file) {
  return CertutilReader(file).read();
}

}  // namespace doctor
