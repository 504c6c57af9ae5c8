#include "facts/algorithms.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "cert/certificate.h"

namespace doctor::facts {

namespace {

constexpr std::array<std::string_view, 7> kNames = {"MD2", "MD4", "MD5", "SHA1", "SHA256", "SHA384", "SHA512"};

constexpr std::pair<std::string_view, std::string_view> kOids[] = {
    {"1.2.840.113549.1.1.2", "MD2"},     {"1.2.840.113549.1.1.3", "MD4"},     {"1.2.840.113549.1.1.4", "MD5"},
    {"1.2.840.113549.1.1.5", "SHA1"},    {"1.2.840.113549.1.1.11", "SHA256"}, {"1.2.840.113549.1.1.12", "SHA384"},
    {"1.2.840.113549.1.1.13", "SHA512"}, {"1.3.14.3.2.29", "SHA1"},           {"1.2.840.10045.4.1", "SHA1"},
    {"1.2.840.10045.4.3.2", "SHA256"},   {"1.2.840.10045.4.3.3", "SHA384"},   {"1.2.840.10045.4.3.4", "SHA512"},
};

constexpr std::string_view kPssOid = "1.2.840.113549.1.1.10";

}  // namespace

std::string_view signature_hash(std::string_view hash_name, std::string_view oid) {
  if (oid == kPssOid) return "RSASSA-PSS";
  for (const std::string_view name : kNames) {
    if (equals_ignore_case(hash_name, name)) return name;
  }
  for (const auto& [known, name] : kOids) {
    if (oid == known) return name;
  }
  return oid.empty() ? hash_name : oid;
}

bool is_problem_hash(std::string_view hash) {
  return is_broken_hash(hash) || hash == "SHA512" || hash == "RSASSA-PSS";
}

}  // namespace doctor::facts
