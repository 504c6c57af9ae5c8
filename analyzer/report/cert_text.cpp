// Certificates for people: one tree per chain, then CRLs, then what could not be read.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/cert_report.h"
#include "report/damage_line.h"
#include "report/page.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kListed = 5, kPlaces = 2;
constexpr std::size_t kLongestName = 300;  // bytes
constexpr std::size_t kFullChains = 5;     // beyond that, chains without errors and warnings get one line each
constexpr unsigned kIndent = 3, kStep = 2, kInner = 2;

bool is_clean(const std::vector<Remark>& remarks) {
  return std::all_of(remarks.begin(), remarks.end(), [](const Remark& r) { return r.level == RemarkLevel::note; });
}

Ink ink_of(RemarkLevel level) {
  return level == RemarkLevel::error ? Ink::red : level == RemarkLevel::warning ? Ink::orange : Ink::muted;
}

std::string span_words(std::uint64_t ticks) {
  const std::uint64_t days = ticks / kTicksPerDay;
  return days == 0 ? to_words(Ticks{ticks}) : counted(days, "day", "days");
}

/// The day alone, in the zone of the report.
std::string day(FileTime time, const TextStyle& style) {
  return time.ticks == 0 ? "unknown" : moment_text(time, style).substr(0, sizeof "2015-06-01" - 1);
}

/// "2015-06-01 to 2017-06-01 (580 days left)"
std::string validity(FileTime from, FileTime to, FileTime now, const TextStyle& style) {
  std::string out = day(from, style) + " to " + (to.ticks == 0 ? "no end" : day(to, style));
  if (now.ticks == 0 || to.ticks == 0) return out;
  if (to < now) return out + fmt::format(" (ended {} ago)", span_words(now.ticks - to.ticks));
  if (now < from) return out + fmt::format(" (begins in {})", span_words(from.ticks - now.ticks));
  return out + fmt::format(" ({} left)", span_words(to.ticks - now.ticks));
}

/// Of a very long name, the front: the end of a page of text helps nobody. JSON has it whole.
std::string shortened(const std::string& name) {
  if (name.size() <= kLongestName) return name;
  std::size_t end = kLongestName;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0U) == 0x80U) --end;  // not inside of a character
  return name.substr(0, end) + "...";
}

std::string list(const std::vector<std::string>& texts, const TextStyle& style) {
  const std::size_t shown = style.all ? texts.size() : std::min(texts.size(), kListed);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) out += (i > 0 ? ", " : "") + shortened(texts[i]);
  if (shown < texts.size()) out += fmt::format(", and {} more (--all)", grouped(texts.size() - shown));
  return out;
}

/// "fe01.cer", "bundle.pem (line 30)": the place only where it helps to find it.
std::string places(const std::vector<Location>& where, const CertReport& report, const TextStyle& style) {
  std::vector<std::string> out;
  for (const Location& l : where) {
    std::string text = report.files[l.source].path;
    if (l.line > 1) text += fmt::format(" (line {})", l.line);
    if (l.line == 0 && l.offset > 0) text += fmt::format(" (offset {})", grouped(l.offset));
    out.push_back(std::move(text));
  }
  const std::size_t shown = style.all ? out.size() : std::min(out.size(), kPlaces);
  const std::size_t left = out.size() - shown;
  out.resize(shown);
  return fmt::format("{}{}", fmt::join(out, ", "), left > 0 ? fmt::format(" and {} more", left) : "");
}

void write_remarks(const std::vector<Remark>& remarks, const TextStyle& style, unsigned indent, Page& page) {
  std::vector<std::string> notes;
  for (const Remark& r : remarks) {
    if (r.level == RemarkLevel::note && !style.all) {
      notes.emplace_back(r.code);
      continue;
    }
    Line line(remark_level_name(r.level), ink_of(r.level));
    line.add(": ").add(r.text).add(fmt::format(" [{}]", r.code), Ink::muted);
    page.paragraph(line, indent);
    if (!r.advice.empty()) page.item("-> ", Line(r.advice), indent + kInner);
    if (!r.diagnosis.empty()) {
      page.item("-> ", Line("more: ").add("`schannel-doctor explain " + r.diagnosis + "`", Ink::blue), indent + kInner);
    }
  }
  if (notes.empty()) return;
  page.paragraph(
      Line(fmt::format("{}: {} (--all)", notes.size() == 1 ? "note" : "notes", fmt::join(notes, ", ")), Ink::muted),
      indent);
}

/// "RSA 2048", "EC P-256"
std::string key_text(const Certificate& c) {
  if (c.key == "EC" && !c.curve.empty()) return "EC " + c.curve;
  return c.key_bits > 0 ? fmt::format("{} {}", c.key, c.key_bits) : c.key;
}

std::string signature_text(const Certificate& c) {
  if (!c.pss_hash.empty()) return fmt::format("{} ({})", c.hash, c.pss_hash);
  return c.hash.empty() ? c.signature_algorithm : c.hash;
}

/// What hosts, users and services it is for.
std::vector<std::string> names_of(const Certificate& c) {
  std::vector<std::string> out = c.dns_names;
  for (const auto* more : {&c.ip_addresses, &c.emails, &c.upns, &c.uris})
    out.insert(out.end(), more->begin(), more->end());
  return out;
}

void entry(std::string_view label, const std::string& text, unsigned indent, Page& page) {
  if (!text.empty()) page.item(fmt::format("{:<7}", label), Line(text), indent);
}

void write_usages(const Certificate& c, const TextStyle& style, unsigned indent, Page& page) {
  std::vector<std::string> usages;
  for (const CertPurpose& p : c.extended_usage) usages.push_back(p.name.empty() ? p.oid : p.name);
  const std::string purposes = c.has_extended_usage ? list(usages, style) : "any purpose";
  entry("usage", purposes + (c.key_usage.empty() ? "" : "; key: " + list(c.key_usage, style)), indent, page);
}

void write_certificate(const CertReport& report, std::size_t index, const TextStyle& style, unsigned indent,
                       Page& page) {
  const Certificate& c = report.certificates[index];
  const CertReport::Judged& judged = report.judged[index];
  const CertRole role = judged.role;
  page.paragraph(Line(cert_role_name(role), Ink::muted)
                     .add(" ")
                     .add(c.subject.empty() ? "(no subject)" : shortened(c.subject), Ink::bold),
                 indent);
  indent += kInner;
  page.paragraph(Line(fmt::format("signed {}, key {}, {}", signature_text(c), key_text(c),
                                  validity(c.not_before, c.not_after, report.now, style))),
                 indent);
  write_remarks(judged.remarks, style, indent, page);
  if (role == CertRole::leaf) {
    entry("names", list(names_of(c), style), indent, page);
    write_usages(c, style, indent, page);
  }
  if (role != CertRole::root) {
    entry("CRL", list(c.crl_urls, style), indent, page);
    entry("issuer", list(c.ca_issuer_urls, style), indent, page);
    entry("OCSP", list(c.ocsp_urls, style), indent, page);
  }
  entry("id", fmt::format("thumbprint {}, serial {}", c.thumbprint, c.serial), indent, page);
  entry("file", places(judged.places, report, style), indent, page);
}

const std::string& title_of(const Certificate& c) {
  static const std::string kNone = "(no subject)";
  if (!c.subject_cn.empty()) return c.subject_cn;
  return c.subject.empty() ? kNone : c.subject;
}

bool is_clean(const CertReport& report, const CertReport::Chain& chain) {
  return is_clean(chain.remarks) &&
         std::all_of(chain.chain.links.begin(), chain.chain.links.end(),
                     [&](const CertChain::Link& link) { return is_clean(report.judged[link.certificate].remarks); });
}

/// Writes each certificate once, in the first chain that has it.
class ChainWriter {
 public:
  ChainWriter(const CertReport& report, const TextStyle& style, Page& page)
      : report_(report), style_(style), page_(page) {}

  void write(const CertReport::Chain& chain) {
    ++number_;
    const Certificate& leaf = report_.certificates[chain.chain.links.front().certificate];
    if (!style_.all && report_.chains.size() > kFullChains && is_clean(report_, chain)) {
      page_.paragraph(Line(fmt::format("{}. {}: nothing wrong found, {}", number_, shortened(title_of(leaf)),
                                       validity(leaf.not_before, leaf.not_after, report_.now, style_))),
                      0);
      return;
    }
    page_.heading(fmt::format("{}. {}", number_, shortened(title_of(leaf))));
    unsigned indent = kIndent;
    for (const CertChain::Link& link : chain.chain.links) {
      write(link.certificate, indent);
      indent += kStep;
    }
    if (!chain.chain.complete) {
      page_.paragraph(Line("not given: ", Ink::orange).add(shortened(chain.chain.missing), Ink::bold), indent);
    }
    write_remarks(chain.remarks, style_, kIndent, page_);
    page_.blank();
  }

 private:
  void write(std::size_t certificate, unsigned indent) {
    const auto [at, is_new] = first_.try_emplace(certificate, number_);
    if (is_new) {
      write_certificate(report_, certificate, style_, indent, page_);
      return;
    }
    const Certificate& c = report_.certificates[certificate];
    Line line(cert_role_name(report_.judged[certificate].role), Ink::muted);
    page_.paragraph(line.add(" ").add(shortened(c.subject), Ink::bold).add(fmt::format(": see {}.", at->second)),
                    indent);
  }

  const CertReport& report_;
  const TextStyle& style_;
  Page& page_;
  std::size_t number_ = 0;
  std::map<std::size_t, std::size_t> first_;  // certificate -> number of the chain where it is described
};

void write_crls(const CertReport& report, const TextStyle& style, Page& page) {
  if (report.crls.empty()) return;
  page.heading("CRLs");
  for (const CertReport::JudgedCrl& judged : report.crls) {
    const Crl& crl = judged.crl;
    std::string text = fmt::format(
        ": {}{}, {}, {}, signed {}, in {}", crl.is_delta ? "delta CRL" : "CRL",
        crl.number.empty() ? "" : " " + crl.number, validity(crl.this_update, crl.next_update, report.now, style),
        counted(crl.revoked, "entry", "entries"), crl.hash, places(judged.places, report, style));
    page.paragraph(Line(shortened(crl.issuer), Ink::bold).add(text), kIndent);
    write_remarks(judged.remarks, style, kIndent + kInner, page);
  }
}

void write_files(const CertReport& report, Page& page) {
  bool first = true;
  const auto say = [&](const std::string& path, const std::string& what, Ink ink) {
    if (first) page.heading("Not read");
    first = false;
    page.item("* ", Line(path).add(": ").add(what, ink), 1);
  };
  for (const CertReport::File& f : report.files) {
    if (!f.error.empty()) say(f.path, f.error, Ink::red);
    if (const std::string damage = damage_line(f.damage); !damage.empty()) say(f.path, damage, Ink::red);
    for (const std::string& other : f.others) say(f.path, other, Ink::plain);
  }
}

std::string counts_text(const CertReport& report) {
  std::string out;
  const auto add = [&](std::uint64_t n, std::string_view one, std::string_view many) {
    if (n > 0) out += (out.empty() ? "" : ", ") + counted(n, one, many);
  };
  add(report.chains.size(), "certificate chain", "certificate chains");
  add(report.crls.size(), "CRL", "CRLs");
  return out;
}

Line judgement(const CertReport& report) {
  const auto [errors, warnings, notes] = report.levels();
  const std::string what = counts_text(report);
  if (what.empty()) return Line("no certificate and no CRL found", Ink::bold);
  if (errors + warnings == 0) return Line(what + ": nothing wrong found", Ink::bold);
  Line line(what + ": ", Ink::bold);
  if (errors > 0) line.add(counted(errors, "error", "errors"), Ink::red);
  if (warnings > 0) line.add(errors > 0 ? ", " : "").add(counted(warnings, "warning", "warnings"), Ink::orange);
  return line;
}

void write_closing(const CertReport& report, const TextStyle& style, Page& page) {
  page.blank();
  const std::uint64_t notes = report.levels()[static_cast<std::size_t>(RemarkLevel::note)];
  std::string text =
      fmt::format("{} and {} in {}", counted(report.certificates.size(), "certificate", "certificates"),
                  counted(report.crls.size(), "CRL", "CRLs"), counted(report.files.size(), "file", "files"));
  if (notes > 0) text += ", " + counted(notes, "note", "notes");
  if (report.now.ticks != 0) text += "; dates compared with " + moment_text(report.now, style);
  page.paragraph(Line(text + "."), 0);
  if (report.certificates.empty()) return;
  page.paragraph(Line("A file does not show the private key, its provider, nor what a computer trusts: on the server, "
                      "`certutil -verify -urlfetch FILE` and `certutil -v -store My` do."),
                 0);
}

}  // namespace

std::string cert_text(const CertReport& report, const TextStyle& style) {
  Page page(style.width, style.colours);
  page.paragraph(judgement(report), 0);
  page.blank();
  ChainWriter chains(report, style, page);
  for (const CertReport::Chain& chain : report.chains) chains.write(chain);
  write_crls(report, style, page);
  if (!report.remarks.empty()) {
    page.heading("All together");
    write_remarks(report.remarks, style, kIndent, page);
  }
  write_files(report, page);
  write_closing(report, style, page);
  return page.take();
}

}  // namespace doctor
