#include "artifact/reg_key.h"

#include <doctest/doctest.h>

namespace doctor {
namespace {

/// "HKLM|SYSTEM\..." or empty.
std::string normal(std::string_view text) {
  const auto key = read_reg_key(text);
  return key ? key->hive + "|" + key->path : "";
}

bool wanted(std::string_view key, std::string_view value = "x") {
  return is_wanted(*read_reg_key(key), value);
}

}  // namespace

TEST_CASE("a key is the same in every spelling") {
  const std::string lsa = "HKLM|SYSTEM\\CurrentControlSet\\Control\\Lsa";
  CHECK(normal("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa") == lsa);
  CHECK(normal("hklm\\SYSTEM\\ControlSet001\\Control\\Lsa\\") == lsa);
  CHECK(normal("HKEY_USERS\\S-1-5-18\\Software") == "HKU|S-1-5-18\\Software");
  CHECK(normal("HKEY_LOCAL_MACHINE") == "HKLM|");
  CHECK(normal("SYSTEM\\CurrentControlSet").empty());
  CHECK(normal("").empty());
  CHECK(normal("HKLM\\SYSTEM\\ControlSetABC\\x") == "HKLM|SYSTEM\\ControlSetABC\\x");
}

TEST_CASE("the control set is remembered") {
  CHECK(read_reg_key("HKLM\\SYSTEM\\ControlSet002\\Control")->control_set == 2u);
  CHECK(read_reg_key("HKLM\\SYSTEM\\CurrentControlSet\\Control")->control_set == 0u);
  CHECK_FALSE(read_reg_key("HKLM\\SYSTEM\\Select")->control_set.has_value());
}

TEST_CASE("keys that concern TLS and certificates are wanted, wherever a hive was loaded") {
  CHECK(wanted("HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL"));
  CHECK(wanted("HKLM\\SYSTEM\\ControlSet003\\control\\securityproviders\\schannel\\Ciphers\\RC4 128/128"));
  CHECK(wanted("HKLM\\DEADSYSTEM\\ControlSet001\\Services\\CertSvc\\Configuration\\Contoso CA\\CSP"));
  CHECK(wanted("HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\.NETFramework\\v2.0.50727", "SchUseStrongCrypto"));
  CHECK(wanted("HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp"));
  CHECK(wanted("HKLM\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002", "Functions"));
  CHECK(wanted("HKU\\S-1-5-21-1\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\AB", "Blob"));
  CHECK(wanted("HKCU\\Software\\Policies\\Microsoft\\SystemCertificates\\AuthRoot", "DisableRootAutoUpdate"));
  CHECK(wanted("HKLM\\SYSTEM\\Select", "Current"));
}

TEST_CASE("others are not, and of some keys only some values are") {
  CHECK_FALSE(wanted("HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNELX"));
  CHECK_FALSE(wanted("HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders"));
  CHECK_FALSE(wanted("HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319", "InstallPath"));
  CHECK(wanted("HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa", "FipsAlgorithmPolicy"));
  CHECK_FALSE(wanted("HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa", "LimitBlankPasswordUse"));
  CHECK_FALSE(wanted("HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\Kerberos", "FipsAlgorithmPolicy"));
  CHECK_FALSE(wanted("HKLM\\SOFTWARE\\Control\\SecurityProviders\\SCHANNEL"));
  CHECK_FALSE(wanted("HKLM"));
}

TEST_CASE("keys without values are worth an event only where all values are wanted") {
  CHECK(is_wanted_without_values(
      *read_reg_key("HKLM\\SYSTEM\\ControlSet001\\Control\\SecurityProviders\\SCHANNEL\\Protocols")));
  CHECK_FALSE(is_wanted_without_values(*read_reg_key("HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\MY")));
  CHECK_FALSE(is_wanted_without_values(*read_reg_key("HKLM\\SYSTEM\\ControlSet001\\Control\\Lsa")));
}

TEST_CASE("the key of a certificate names its store") {
  const auto entry = [](std::string_view key) { return store_entry(*read_reg_key(key)); };
  const auto root = entry("HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\root\\Certificates\\ABCD");
  CHECK(root.store == "ROOT");
  CHECK(root.kind == RegStoreEntry::Kind::certificate);
  const auto crl = entry("HKLM\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\CA\\CRLs\\ABCD");
  CHECK(crl.store == "CA");
  CHECK(crl.kind == RegStoreEntry::Kind::crl);
  CHECK(entry("HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\CTLs\\A").kind == RegStoreEntry::Kind::ctl);
  CHECK(entry("HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\MY").kind == RegStoreEntry::Kind::none);
  CHECK(entry("HKLM\\SOFTWARE\\Other\\MY\\Certificates\\ABCD").kind == RegStoreEntry::Kind::none);
}

TEST_CASE("stores have one spelling") {
  CHECK(store_name("my") == "MY");
  CHECK(store_name("Root") == "ROOT");
  CHECK(store_name("AUTHROOT") == "AuthRoot");
  CHECK(store_name("Own Store") == "Own Store");
  CHECK(is_known_store("disallowed"));
  CHECK_FALSE(is_known_store("pki"));
}

}  // namespace doctor
