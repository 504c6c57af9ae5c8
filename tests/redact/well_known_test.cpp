#include "redact/well_known.h"

#include <doctest/doctest.h>

using namespace doctor::redact;

TEST_CASE("what everybody has") {
  for (const char* name : {"system", "local service", "administrator", "-", "", "workgroup", "nt authority"})
    CHECK_MESSAGE(is_kept_principal(name), name);
  for (const char* name : {"jdoe", "contoso", "fe01", "administrateur"})
    CHECK_FALSE_MESSAGE(is_kept_principal(name), name);
  CHECK(is_kept_label("www"));
  CHECK(is_kept_label("_tcp"));
  CHECK_FALSE(is_kept_label("fe01"));
  CHECK(is_public_domain("microsoft.com"));
  CHECK_FALSE(is_public_domain("contoso.com"));
  CHECK(is_public_subject("Microsoft Root Certificate Authority 2011"));
  CHECK(is_public_subject("DIGICERT Global Root CA"));
  CHECK_FALSE(is_public_subject("Contoso Root CA"));
  CHECK(is_public_ending("com"));
  CHECK(is_private_ending("local"));
  CHECK(is_second_level("co"));
  CHECK(is_file_ending("evtx"));
}

TEST_CASE("words, and parts of words") {
  CHECK(is_common_word("certificate"));
  CHECK_FALSE(is_common_word("certif"));
  CHECK(is_inside_common_word("schan"));  // a person of that name must not become a hole in "Schannel"
  CHECK_FALSE(is_inside_common_word("contoso"));
  CHECK_FALSE(is_inside_common_word("root ca"));
}
