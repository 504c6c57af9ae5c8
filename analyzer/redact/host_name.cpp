#include "redact/host_name.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "redact/characters.h"
#include "redact/well_known.h"

namespace doctor::redact {

namespace {

bool is_label_char(char c) {
  return is_name_letter(c) || c == '-' || c == '_';
}

struct Label {
  std::size_t begin = 0, end = 0;
  std::string folded;
};

/// Nothing if it is no name with dots.
std::vector<Label> labels_of(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Label> out;
  if (end - begin > 253) return out;
  if (begin < end && text[end - 1] == '.') --end;
  text = text.substr(0, end);
  for (std::size_t at = begin; at <= end;) {
    const std::size_t dot = std::min(text.find('.', at), end);
    const std::string_view label = text.substr(at, dot - at);
    const bool star = label == "*" && at == begin;
    if (label.empty() || label.size() > 63 || (!star && !std::all_of(label.begin(), label.end(), is_label_char)))
      return {};
    out.push_back({at, dot, fold(label)});
    at = dot + 1;
  }
  if (out.size() < 2) return {};
  const std::string& last = out.back().folded;
  if (last.size() < 2 || !std::any_of(last.begin(), last.end(), is_any_letter)) return {};
  return out;
}

/// Index of the label that says whose it is.
std::size_t owner_of(const std::vector<Label>& labels) {
  const std::size_t n = labels.size();
  const std::string& last = labels[n - 1].folded;
  if (is_private_ending(last)) return n - 2;
  if (!is_public_ending(last)) return n - 1;
  if (n > 2 && last.size() == 2 && is_second_level(labels[n - 2].folded)) return n - 3;
  return n - 2;
}

}  // namespace

bool host_name(std::string_view text, std::size_t begin, std::size_t end, bool sure, std::vector<Span>& out,
               bool only_domain) {
  const std::vector<Label> labels = labels_of(text, begin, end);
  if (labels.empty()) return false;
  const std::string& last = labels.back().folded;
  const bool is_public = is_public_ending(last);
  if (is_file_ending(last) && !sure) return false;
  if (!sure && !is_public && !is_private_ending(last)) return false;
  const std::size_t owner = owner_of(labels);
  std::string domain;
  for (std::size_t i = owner; i < labels.size(); ++i) domain += (i > owner ? "." : "") + labels[i].folded;
  if (is_public_domain(domain)) return true;
  for (std::size_t i = 0; i <= owner; ++i) {
    const Label& l = labels[i];
    const bool digits = std::none_of(l.folded.begin(), l.folded.end(), is_any_letter);
    if ((is_kept_label(l.folded) && (i != owner || l.folded == "*")) || (digits && i != owner)) continue;
    const NameKind kind = i == owner ? NameKind::domain : i == 0 && !only_domain ? NameKind::host : NameKind::sub;
    Span span{l.begin, l.end, Span::Kind::unit, kind, sure, l.begin, l.begin};
    if (!sure) span.owner_begin = labels[owner].begin, span.owner_end = labels[owner].end;
    out.push_back(span);
  }
  if (is_public)
    out.push_back({labels.back().end, labels.back().end, Span::Kind::ending, NameKind::name, false, labels.back().end,
                   labels.back().end});
  return true;
}

bool may_be_host(std::string_view token) {
  const std::vector<Label> labels = labels_of(token, 0, token.size());
  return !labels.empty() && !is_file_ending(labels.back().folded);
}

}  // namespace doctor::redact
