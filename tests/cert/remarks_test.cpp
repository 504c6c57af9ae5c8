#include "cert/remarks.h"

#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "cert/remark_list.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("a name covers a host, a wildcard one label") {
  CHECK(name_covers("fe01.contoso.com", "FE01.Contoso.COM"));
  CHECK(name_covers("fe01.contoso.com", "fe01.contoso.com."));
  CHECK(name_covers("*.contoso.com", "fe01.contoso.com"));
  CHECK_FALSE(name_covers("*.contoso.com", "contoso.com"));
  CHECK_FALSE(name_covers("*.contoso.com", ".contoso.com"));
  CHECK_FALSE(name_covers("*.contoso.com", "a.b.contoso.com"));
  CHECK_FALSE(name_covers("f*.contoso.com", "fe01.contoso.com"));
  CHECK_FALSE(name_covers("*.com", "contoso.com"));
  CHECK_FALSE(name_covers("*", "fe01"));
  CHECK_FALSE(name_covers("", ""));
  CHECK_FALSE(name_covers("fe02.contoso.com", "fe01.contoso.com"));
}

TEST_CASE("what a certificate is for") {
  CHECK(role_of(good_leaf(), false) == CertRole::leaf);
  CHECK(role_of(good_ca(), false) == CertRole::intermediate);
  CHECK(role_of(good_root(), false) == CertRole::root);
  CHECK(role_of(good_leaf(), true) == CertRole::intermediate);  // it should not have

  Certificate own = good_leaf();  // what a server made for itself
  own.self_signed = true;
  CHECK(role_of(own, false) == CertRole::leaf);
  own.is_ca = true;  // as many tools mark it
  CHECK(role_of(own, false) == CertRole::leaf);
  CHECK(role_of(own, true) == CertRole::root);
  own.dns_names.clear();
  CHECK(role_of(own, false) == CertRole::leaf);  // by its usage
  own.extended_usage = {{"2.5.29.37.0", "Any Purpose"}};
  CHECK(role_of(own, false) == CertRole::root);
  Certificate ca = good_ca();
  ca.dns_names = {"ca.contoso.com"};
  CHECK(role_of(ca, false) == CertRole::intermediate);
  Certificate old;  // a root of the last century
  old.version = 1;
  old.self_signed_unverified = true;
  CHECK(role_of(old, false) == CertRole::root);
}

TEST_CASE("purposes: none given means all, and so does any") {
  Certificate c = good_leaf();
  CHECK(good_for(c, kServerPurpose));
  c.extended_usage = {{"1.3.6.1.5.5.7.3.3", "Code Signing"}};
  CHECK_FALSE(good_for(c, kServerPurpose));
  c.extended_usage = {{"2.5.29.37.0", "Any Purpose"}};
  CHECK(good_for(c, kServerPurpose));
  c.extended_usage.clear();
  CHECK_FALSE(good_for(c, kServerPurpose));
  c.has_extended_usage = false;
  CHECK(good_for(c, kServerPurpose));
}

TEST_CASE("what is plainly for no server") {
  Certificate c = good_leaf();
  CHECK_FALSE(is_for_no_server(c));
  c.extended_usage = {{"1.3.6.1.5.5.7.3.3", "Code Signing"}};
  CHECK_FALSE(is_for_no_server(c));  // it has names of hosts: a mistake, more likely
  c.dns_names.clear();
  CHECK(is_for_no_server(c));
  c.extended_usage = {{"1.3.6.1.5.5.7.3.2", "Client Authentication"}};
  CHECK_FALSE(is_for_no_server(c));  // CN=fe01.contoso.com
  c.subject_cn = "Anna Smith";
  CHECK(is_for_no_server(c));
  c.subject_cn = "anna@contoso.com";
  CHECK(is_for_no_server(c));
  c.has_extended_usage = false;
  c.extended_usage.clear();
  CHECK_FALSE(is_for_no_server(c));
}

TEST_CASE("names and days in words") {
  CHECK(remark_level_name(RemarkLevel::error) == "error");
  CHECK(remark_level_name(RemarkLevel::warning) == "warning");
  CHECK(remark_level_name(RemarkLevel::note) == "note");
  CHECK(cert_role_name(CertRole::leaf) == "leaf");
  CHECK(cert_role_name(CertRole::intermediate) == "intermediate");
  CHECK(cert_role_name(CertRole::root) == "root");
  CHECK(day_text(day("2015-06-01T23:00:00Z")) == "2015-06-01");
  CHECK(day_text({}) == "an unknown day");
  CHECK(days_text({kTicksPerDay}) == "1 day");
  CHECK(days_text({12 * kTicksPerDay + 5}) == "12 days");
  CHECK(days_text({90 * kTicksPerSecond * 60}) == "1 h 30 min");
}

TEST_CASE("the worst comes first, the rest stays in order") {
  RemarkList list;
  list.note("a", "");
  list.warning("b", "");
  list.error("c", "");
  list.warning("d", "");
  CHECK(said(list.take()) == "error c, warning b, warning d, note a");
}
