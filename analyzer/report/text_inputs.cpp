// What is wrong with the inputs and with the rules.
#include <fmt/format.h>

#include <algorithm>

#include "report/damage_line.h"
#include "report/json_parts.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kListed = 20;  // inputs on the screen unless all are asked for
constexpr std::size_t kPlaces = 3;  // damaged places shown per file; the rest is counted by code

std::uint64_t troubles(const Diagnostics& d) {
  return d.count(Severity::warning) + d.count(Severity::error);
}

bool is_shown(const Diagnostic& d, const TextStyle& style) {
  return style.all || d.severity != Severity::note;
}

std::string document_name(const Report& report, const Location& where) {
  return where.source < report.documents.size() ? report.documents[where.source] : std::string("rules");
}

}  // namespace

std::string damage_extent(const Diagnostics& damage) {
  const std::uint64_t places = troubles(damage), lost = damage.bytes_lost();
  return fmt::format("{}, {} lost", places == 0 ? "remarks" : counted(places, "damaged place", "damaged places"),
                     lost == 0 ? "nothing" : counted(lost, "byte", "bytes"));
}

void write_damage_places(const Diagnostics& damage, const TextStyle& style, Page& page) {
  std::size_t shown = 0, showable = 0;
  for (const Diagnostic& d : damage.kept()) {
    if (!is_shown(d, style)) continue;
    ++showable;
    if (shown == kPlaces && !style.all) continue;
    ++shown;
    Line place(place_words(d.where) + ": " + d.message);
    if (d.bytes_lost > 0) place.add(", " + counted(d.bytes_lost, "byte", "bytes") + " lost");
    page.item("- ", place.add(" (").add(d.code).add(")"), 3);
  }
  const std::uint64_t total = troubles(damage) + (style.all ? damage.count(Severity::note) : 0);
  if (shown == showable && total <= shown) return;
  Line counts("in all: ", Ink::muted);
  bool first = true;
  for (const auto& [code, n] : damage.totals()) {
    counts.add(first ? "" : ", ").add(grouped(n)).add(" x ").add(code);
    first = false;
  }
  page.paragraph(counts, 3);
}

void write_inputs(const ScanResult& scan, const TextStyle& style, Page& page) {
  std::vector<const InputResult*> readable;
  for (const InputResult& input : scan.inputs) {
    if (input.error.empty()) readable.push_back(&input);
  }
  if (readable.empty()) return;
  page.heading("Inputs");
  Table table({{"file", Table::Align::left, 16},
               {"kind", Table::Align::left, 0},
               {"events", Table::Align::right, 0},
               {"relevant", Table::Align::right, 0},
               {"when", Table::Align::left, 20}});
  const std::size_t shown = style.all ? readable.size() : std::min(readable.size(), kListed);
  for (std::size_t i = 0; i < shown; ++i) {
    const InputResult& input = *readable[i];
    const Reach reach = reach_of(input.extents);
    const bool dated = !input.undated && reach.last.ticks != 0;
    table.row({Line(input.path), Line(input.kind), Line(grouped(input.extents.events())), Line(grouped(input.relevant)),
               Line(dated ? span_text(reach.first, reach.last, style) : std::string())});
  }
  page.table(table, 1);
  if (shown < readable.size()) {
    page.paragraph(Line(fmt::format("... and {} more; --all lists them", grouped(readable.size() - shown)), Ink::muted), 1);
  }
}

void write_damaged_inputs(const ScanResult& scan, const TextStyle& style, Page& page) {
  const auto is_bad = [&](const InputResult& i) {
    return !i.error.empty() || troubles(i.damage) > 0 || (style.all && !i.damage.empty());
  };
  if (std::none_of(scan.inputs.begin(), scan.inputs.end(), is_bad)) return;
  page.heading("Damaged or unreadable inputs");
  for (const InputResult& input : scan.inputs) {
    if (!input.error.empty()) {
      Line line(input.path);
      page.item("* ", line.add(": ").add(input.error, Ink::orange), 1);
    } else if (is_bad(input)) {
      Line line(input.path);
      page.item("* ", line.add(": ").add(damage_extent(input.damage)), 1);
      write_damage_places(input.damage, style, page);
    }
  }
}

void write_rule_problems(const Report& report, const TextStyle& style, Page& page) {
  const Diagnostics& problems = report.rule_problems;
  if (troubles(problems) == 0 && report.rules_refused == 0 && !(style.all && !problems.empty())) return;
  page.heading(
      fmt::format("Problems of the rules ({} refused)", counted(report.rules_refused, "document", "documents")));
  std::uint64_t shown = 0;
  for (const Diagnostic& d : problems.kept()) {
    if (!is_shown(d, style)) continue;
    ++shown;
    Line line(document_name(report, d.where));
    if (d.where.line > 0) line.add(fmt::format(":{}:{}", d.where.line, d.where.column));
    line.add(": ").add(d.message).add(" (").add(d.code).add(")");
    page.item("* ", line, 1);
    page.paragraph(Line(d.help), 3);
  }
  const std::uint64_t total = troubles(problems) + (style.all ? problems.count(Severity::note) : 0);
  if (total > shown) page.paragraph(Line("... and " + grouped(total - shown) + " more", Ink::muted), 1);
}

}  // namespace doctor
