#include "report/layout.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"

namespace doctor {

namespace {

class Builder {
 public:
  explicit Builder(bool all) : all_(all) {}

  void place(const Diagnosis& d) {
    if (d.verdict == Verdict::ruled_out) {
      layout_.ruled_out.push_back(&d);
      return;
    }
    std::vector<Shown>& shown_here = by_computer_[fold(d.computer)];
    if (d.verdict == Verdict::possible) {
      for (const Shown& better : shown_here) {
        if (!names_as_rival(*better.diagnosis, d.id)) continue;
        add_also_possible(d, better.section);
        return;
      }
    }
    shown_here.push_back({&d, add_section(d)});
  }

  Layout take() { return std::move(layout_); }

 private:
  struct Shown {
    const Diagnosis* diagnosis;
    std::size_t section;
  };

  static bool names_as_rival(const Diagnosis& d, std::string_view id) {
    return std::any_of(d.rivals.begin(), d.rivals.end(), [&](const Rival& rival) { return rival.id == id; });
  }

  std::size_t add_section(const Diagnosis& d) {
    const auto known = sections_.find(d.id);
    if (known != sections_.end() && !all_) {
      layout_.sections[known->second].same.push_back(&d);
      return known->second;
    }
    layout_.sections.push_back({&d, {}});
    sections_[d.id] = layout_.sections.size() - 1;
    return layout_.sections.size() - 1;
  }

  void add_also_possible(const Diagnosis& d, std::size_t better) {
    const auto [known, is_new] = also_.try_emplace({d.id, better}, layout_.also_possible.size());
    if (is_new) layout_.also_possible.push_back({&d, better, {}});
    layout_.also_possible[known->second].computers.push_back(d.computer);
  }

  bool all_;
  Layout layout_;
  std::map<std::string, std::vector<Shown>> by_computer_;
  std::map<std::string_view, std::size_t> sections_;
  std::map<std::pair<std::string_view, std::size_t>, std::size_t> also_;
};

}  // namespace

Layout lay_out(const Assessment& assessment, bool all) {
  Builder builder(all);
  for (const Diagnosis& d : assessment.diagnoses) builder.place(d);
  return builder.take();
}

std::size_t distinct_diagnoses(const Layout& layout) {
  std::set<std::string_view> ids;
  for (const Layout::Section& section : layout.sections) ids.insert(section.main->id);
  return ids.size();
}

}  // namespace doctor
