#include "app/redaction.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "app/each_slice.h"
#include "app/output.h"
#include "app/progress.h"
#include "platform/console.h"
#include "platform/file.h"
#include "redact/collector.h"
#include "redact/markup.h"
#include "redact/redacted_source.h"
#include "redact/redactor.h"

namespace doctor {

using redact::NameCollector;
using redact::Redactor;

namespace {

/// Reads the texts of printed events and changes none.
class Listener : public TextEditor {
 public:
  explicit Listener(NameCollector& collector) : collector_(collector) {}
  bool edit(std::string_view text, std::string_view field_name, std::string&) override {
    collector_.add_text(text, field_name);
    return false;
  }
  bool edit_sid(std::string_view sid_text, std::string&) override {
    collector_.add_sid(sid_text);
    return false;
  }

 private:
  NameCollector& collector_;
};

/// Names of one slice.
struct SliceNames {
  redact::Meetings met;
  std::uint64_t bytes = 0;
};

/// Reads slices; one per thread.
class NameReader {
 public:
  NameReader(std::span<const std::unique_ptr<EventSource>> sources, bool printed)
      : sources_(sources), printed_(printed) {}

  SliceNames operator()(SlicePlace place) {
    const EventSource& source = *sources_[place.source];
    NameCollector collector;
    const Prefilter everything;
    source.read(place.slice, everything, batch_);
    for (const Event& event : std::as_const(batch_).events()) collector.add(event);
    for (const Extent& extent : batch_.extents.list()) collector.add_text(extent.computer, "Computer");
    for (const Diagnostic& d : batch_.damage.kept()) collector.add_text(d.message, {});
    const std::uint64_t bytes = batch_.coverage.total();
    if (printed_ && !source.undated()) {
      // An export may hold texts that no event has (the message in words), and they are printed.
      source.render(place.slice, everything, {RenderFormat::xml, {}, "\x01"}, batch_);
      Listener listener(collector);
      TextBuffer unchanged;
      std::string_view rest = batch_.rendered;
      while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\x01'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        unchanged.clear();
        redact::edit_xml_line(line, listener, unchanged);
      }
    }
    return {collector.take(), bytes};
  }

 private:
  std::span<const std::unique_ptr<EventSource>> sources_;
  bool printed_;
  EventBatch batch_;
};

/// Puts the texts of a scan into a pool of their own.
class PoolEditor {
 public:
  PoolEditor(ScanResult& scan, const RuleSet& rules, const redact::NameBook& book)
      : scan_(scan), rules_(rules), redactor_(book) {}

  void edit() {
    for (Finding& f : scan_.findings) {
      f.provider = pool_.intern(scan_.strings[f.provider]);
      f.channel = pool_.intern(scan_.strings[f.channel]);
      f.computer = computer(f.computer);
      f.values = values(f.values, rules_.rules()[f.rule].keep, f.rule);
    }
    for (Firing& f : scan_.firings) {
      f.computer = computer(f.computer);
      f.group = values(f.group, rules_.correlations()[f.correlation].group_by, f.correlation | std::uint64_t{1} << 32);
    }
    scan_.strings = std::move(pool_);
  }

 private:
  std::uint32_t computer(std::uint32_t index) {
    if (index == 0) return 0;
    const auto [at, is_new] = computers_.try_emplace(index);
    if (is_new) at->second = pool_.intern(redactor_.edited(scan_.strings[index], "Computer"));
    return at->second;
  }
  std::uint32_t values(std::uint32_t index, const std::vector<std::string>& fields, std::uint64_t whose) {
    if (index == 0) return 0;
    const auto [at, is_new] = values_.try_emplace({index, whose});
    if (!is_new) return at->second;
    JoinedValues joined;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      joined.next_field();
      for (const std::string_view value : values_of(scan_.strings[index], i))
        joined.add(redactor_.edited(value, fields[i]));
    }
    at->second = pool_.intern(joined.text());
    return at->second;
  }

  ScanResult& scan_;
  const RuleSet& rules_;
  Redactor redactor_;
  StringPool pool_;
  std::map<std::uint32_t, std::uint32_t> computers_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint32_t> values_;
};

void edit_certificate(Certificate& c, Redactor& redactor) {
  const auto each = [&](std::vector<std::string>& list, std::string_view field) {
    for (std::string& text : list) text = redactor.edited(text, field);
  };
  for (std::string* name : {&c.subject, &c.issuer, &c.subject_cn, &c.issuer_cn})
    *name = redactor.edited(*name, "Subject");
  for (std::string* n :
       {&c.serial, &c.thumbprint, &c.sha256, &c.public_key_sha256, &c.subject_key_id, &c.authority_key_id})
    *n = redactor.edited(*n, "Thumbprint");
  each(c.dns_names, "DnsName");
  for (auto* list : {&c.ip_addresses, &c.uris, &c.crl_urls, &c.ca_issuer_urls, &c.ocsp_urls}) each(*list, {});
  for (auto* list : {&c.emails, &c.upns}) each(*list, "UserPrincipalName");
  c.template_name = redactor.edited(c.template_name, {});
  c.der.clear();
}

}  // namespace

bool Redaction::collect(const Inputs& inputs, const Options& options) {
  const bool printed = options.command != CommandId::scan && options.command != CommandId::info;
  Progress progress(inputs.bytes());
  std::uint64_t bytes_done = 0;
  const bool whole = for_each_slice<SliceNames>(
      inputs.sources, options.threads, [&] { return NameReader(inputs.sources, printed); },
      [&](SlicePlace, SliceNames&& slice) {
        book_.take(slice.met);
        bytes_done += slice.bytes;
        progress.update(bytes_done);
        return !book_.full() && !interrupt_requested();
      });
  NameCollector others;
  for (const auto& source : inputs.sources) {
    for (const Diagnostic& d : source->opening_damage().kept()) others.add_text(d.message, {});
    others.add_path(source->info().path);
  }
  for (const std::string& path : options.rules) others.add_text(path, {});
  for (const Inputs::Failure& f : inputs.failures) {
    others.add_path(f.path);
    others.add_text(f.why, {});
  }
  book_.take(others.take());
  return whole || book_.full();
}

void Redaction::collect(const std::vector<CertFile>& files) {
  NameCollector collector;
  for (const CertFile& file : files) {
    for (const auto& item : file.bundle.certificates) collector.add(item.what);
    for (const auto& item : file.bundle.crls) collector.add(item.what);
    for (const Diagnostic& d : file.bundle.damage.kept()) collector.add_text(d.message, {});
  }
  for (const CertFile& file : files) collector.add_path(file.path);
  book_.take(collector.take());
}

void Redaction::add_host(const std::string& name) {
  NameCollector collector;
  collector.add_text(name, "Computer");
  book_.take(collector.take());
}

std::string Redaction::path(const std::string& path) const {
  return Redactor(book_).edited_path(path);
}

std::string Redaction::text(const std::string& text) const {
  return Redactor(book_).edited(text, {});
}

std::unique_ptr<TextEditor> Redaction::make_editor() const {
  return std::make_unique<Redactor>(book_);
}

void Redaction::apply(ScanResult& scan, const RuleSet& rules) const {
  PoolEditor(scan, rules, book_).edit();
  Redactor redactor(book_);
  for (InputResult& input : scan.inputs) {
    input.path = redactor.edited_path(input.path);
    input.error = redactor.edited(input.error, {});
    input.extents = redact::redacted(input.extents, book_);
    input.damage = redact::redacted(input.damage, book_);
  }
  scan.extents = redact::redacted(scan.extents, book_);
}

void Redaction::apply(WhyResult& result) const {
  Redactor redactor(book_);
  for (WhyMatch& match : result.matches) {
    match.computer = redactor.edited(match.computer, "Computer");
    for (Condition::Trace& trace : match.selections) {
      for (auto& [field, value] : trace.values) value = redactor.edited(value, field);
    }
  }
}

void Redaction::apply(CertReport& report) const {
  Redactor redactor(book_);
  for (CertReport::File& file : report.files) {
    file.path = redactor.edited_path(file.path);
    file.error = redactor.edited(file.error, {});
    file.damage = redact::redacted(file.damage, book_);
  }
  const auto remarks = [&](std::vector<Remark>& list) {
    for (Remark& r : list) {
      r.text = redactor.edited(r.text, {});
      r.advice = redactor.edited(r.advice, {});
    }
  };
  for (Certificate& c : report.certificates) edit_certificate(c, redactor);
  for (CertReport::Judged& j : report.judged) remarks(j.remarks);
  for (CertReport::Chain& c : report.chains) remarks(c.remarks);
  for (CertReport::JudgedCrl& c : report.crls) {
    c.crl.issuer = redactor.edited(c.crl.issuer, "Issuer");
    c.crl.issuer_cn = redactor.edited(c.crl.issuer_cn, "Issuer");
    c.crl.thumbprint = redactor.edited(c.crl.thumbprint, "Thumbprint");
    c.crl.authority_key_id = redactor.edited(c.crl.authority_key_id, "Thumbprint");
    c.crl.scope.clear();
    c.crl.der.clear();
    remarks(c.remarks);
  }
  remarks(report.remarks);
}

void Redaction::apply(Inputs& inputs, const Prefilter& wanted) const {
  for (auto& source : inputs.sources)
    source = std::make_unique<redact::RedactedSource>(std::move(source), book_, wanted);
  Redactor redactor(book_);
  for (Inputs::Failure& f : inputs.failures) {
    f.path = redactor.edited_path(f.path);
    f.why = redactor.edited(f.why, {});
  }
}

std::optional<std::string> redaction_key(const Options& options) {
  if (options.redact_key.empty()) return std::string();
  auto key = read_text_file(path_from_text(options.redact_key), kLargestKey);
  if (!key) {
    put_error(fmt::format("--redact-key: cannot read '{}': {}", options.redact_key, key.error().what));
    return std::nullopt;
  }
  if (key->size() < kSmallestKey) {
    put_error(fmt::format("--redact-key: '{}' has {} bytes; a key that nobody can guess has {} or more",
                          options.redact_key, key->size(), kSmallestKey));
    return std::nullopt;
  }
  return std::move(*key);
}

std::optional<ExitCode> prepare_redaction(Inputs& inputs, const Options& options) {
  if (!options.redact) return std::nullopt;
  auto key = redaction_key(options);
  if (!key) return ExitCode::usage;
  auto redaction = std::make_shared<Redaction>(std::move(*key));
  if (!redaction->collect(inputs, options)) {
    put_error("interrupted: no result");
    return ExitCode::interrupted;
  }
  if (redaction->full()) {
    put_error(fmt::format(
        "--redact: more than {} names in these logs; nothing is printed, since some would be left as they are",
        redact::kMostNames));
    return ExitCode::input;
  }
  redaction->close();
  inputs.redaction = std::move(redaction);
  return std::nullopt;
}

}  // namespace doctor
