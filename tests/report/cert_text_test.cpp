#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "report/sample_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

TextStyle plain() {
  TextStyle style;
  style.utc = true;
  style.width = 200;
  return style;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a sound chain is a tree and a good word") {
  const std::string a(40, 'A');
  CHECK(cert_text(judged_in_june(sound_cert_files()), plain()) ==
        "1 certificate chain, 1 CRL: nothing wrong found\n"
        "\n"
        "1. fe01.contoso.com\n"
        "   leaf CN=fe01.contoso.com\n"
        "     signed SHA256, key RSA 2048, 2015-01-01 to 2017-01-01 (580 days left)\n"
        "     names  fe01.contoso.com, pool01.contoso.com\n"
        "     usage  Server Authentication, Client Authentication; key: Digital Signature, Key Encipherment\n"
        "     CRL    http://pki.contoso.com/Contoso Issuing CA.crl\n"
        "     id     thumbprint " +
            a +
            ", serial 610a5c3b000000000002\n"
            "     file   fe01.cer\n"
            "     intermediate CN=Contoso Issuing CA\n"
            "       signed SHA256, key RSA 2048, 2015-01-01 to 2020-01-01 (1,675 days left)\n"
            "       CRL    http://pki.contoso.com/Contoso Root CA.crl\n"
            "       id     thumbprint " +
            a +
            ", serial 610a5c3b000000000002\n"
            "       file   issuing.cer\n"
            "       root CN=Contoso Root CA\n"
            "         signed SHA256, key RSA 2048, 2015-01-01 to 2030-01-01 (5,328 days left)\n"
            "         id     thumbprint " +
            a +
            ", serial 610a5c3b000000000002\n"
            "         file   root.cer\n"
            "   note: intermediates-needed (--all)\n"
            "\n"
            "CRLs\n"
            "   CN=Contoso Root CA: CRL 12, 2015-04-01 to 2015-10-01 (122 days left), 0 entries, signed SHA256, in "
            "root.crl\n"
            "\n"
            "3 certificates and 1 CRL in 4 files, 1 note; dates compared with 2015-06-01 00:00:00Z.\n"
            "A file does not show the private key, its provider, nor what a computer trusts: on the server, `certutil "
            "-verify "
            "-urlfetch FILE` and `certutil -v -store My` do.\n");
}

TEST_CASE("what is wrong stands in the first line, and with its advice below its certificate") {
  const std::string text = cert_text(judged_in_june(md5_cert_files()), plain());
  CAPTURE(text);
  CHECK(text.starts_with("1 certificate chain, 1 CRL: 1 error\n"));
  CHECK(has(text, "     error: signed with MD5, which TLS 1.2 clients do not accept"));
  CHECK(has(text, " [md5]\n       -> set the CA to SHA-256"));
  CHECK(has(text, "       -> more: `schannel-doctor explain pki-md5-chain`\n"));
  CHECK(text.find("error:") < text.find("     names  "));
}

TEST_CASE("a missing issuer has its place in the tree") {
  std::vector<CertFile> files = sound_cert_files();
  files.resize(1);
  const std::string text = cert_text(judged_in_june(std::move(files)), plain());
  CHECK(text.starts_with("1 certificate chain: 1 warning\n"));
  CHECK(has(text, "\n     not given: CN=Contoso Issuing CA\n"));
  CHECK(has(text, "   warning: the issuer 'CN=Contoso Issuing CA' of 'fe01.contoso.com' is not among the files; "));
}

TEST_CASE("with all, notes are written out") {
  TextStyle style = plain();
  style.all = true;
  const std::string text = cert_text(judged_in_june(sound_cert_files()), style);
  CHECK(has(text, "   note: the server must send 'Contoso Issuing CA'"));
  CHECK_FALSE(has(text, "(--all)"));
}

TEST_CASE("a CA stands there once, and many sound chains are a line each") {
  std::vector<CertFile> files = sound_cert_files();
  for (int i = 0; i < 6; ++i) {
    files.push_back(files[0]);
    files.back().bundle.certificates[0].what.sha256 = std::to_string(i);
  }
  files.back().bundle.certificates[0].what.hash = "MD5";
  const std::string text = cert_text(judged_in_june(files), plain());
  CAPTURE(text);
  CHECK(has(text, "\n2. fe01.contoso.com: nothing wrong found, 2015-01-01 to 2017-01-01 (580 days left)\n3. "));
  CHECK(has(text, "\n1. fe01.contoso.com\n   leaf"));
  TextStyle style = plain();
  style.all = true;
  const std::string all = cert_text(judged_in_june(files), style);
  CHECK(has(all, "     intermediate CN=Contoso Issuing CA: see 1.\n       root CN=Contoso Root CA: see 1.\n"));
}

TEST_CASE("dates that are over, or to come") {
  RemarkOptions later;
  later.now = day("2017-01-04");
  CHECK(has(cert_text(judge_certificates(sound_cert_files(), later), plain()),
            "2015-01-01 to 2017-01-01 (ended 3 days ago)"));
  later.now = day("2014-12-31");
  CHECK(has(cert_text(judge_certificates(sound_cert_files(), later), plain()), "2017-01-01 (begins in 1 day)"));
}

TEST_CASE("what was not read is named") {
  std::vector<CertFile> files = sound_cert_files();
  files.emplace_back();
  files.back().path = "x.pfx";
  files.back().error = "holds no certificate and no CRL";
  files[0].bundle.others = {"private key"};
  files[1].bundle.damage.add({"cert-pem", Severity::warning, {0, 100, 7, 0}, 0, "no end", {}});
  const std::string text = cert_text(judged_in_june(std::move(files)), plain());
  CAPTURE(text);
  CHECK(has(text, "Not read\n * fe01.cer: private key\n * issuing.cer: 1 damaged place"));
  CHECK(has(text, " * x.pfx: holds no certificate and no CRL\n"));
  CHECK(cert_text(judge_certificates({}, {}), plain()).starts_with("no certificate and no CRL found\n"));
}

TEST_CASE("nothing of a certificate reaches a terminal raw") {
  std::vector<CertFile> files = sound_cert_files();
  const std::string evil = "\x1b]0;x\x07\n";
  Certificate& c = files[0].bundle.certificates[0].what;
  c.subject = c.subject_cn = c.issuer = evil;
  c.dns_names = c.crl_urls = c.key_usage = {evil};
  c.unknown_critical = {evil};
  files[0].path = evil;
  files[3].bundle.crls[0].what.issuer = evil;
  files[1].bundle.others = {evil};
  TextStyle style = plain();
  style.all = true;
  const std::string text = cert_text(judged_in_june(std::move(files)), style);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\x07') == std::string::npos);
  CHECK(has(text, "\\x1b]0;x\\x07"));
}

TEST_CASE("a very long name is cut in the text, between characters") {
  std::vector<CertFile> files = sound_cert_files();
  std::string name(299, 'x');
  Certificate& c = files[0].bundle.certificates[0].what;
  c.subject_cn = name + "\xc3\xbc" + std::string(500, 'y');
  TextStyle style = plain();
  style.width = 2000;
  const std::string text = cert_text(judged_in_june(files), style);
  CHECK(has(text, "1. " + name + "...\n"));
  CHECK_FALSE(has(text, "yyy"));
  c.subject = "CN=" + c.subject_cn;
  CHECK(has(cert_json(judged_in_june(files), "1"), c.subject));
}
