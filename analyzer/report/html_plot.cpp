// Time as a picture. Positions across are percentages, so that the plot fits every screen and its letters keep their size.
#include "report/html_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "report/html_plot_rows.h"
#include "report/html_table.h"
#include "report/plot_ticks.h"
#include "report/words.h"

namespace doctor {

namespace {

// In pixels.
constexpr unsigned kMarks = 26, kLabel = 17, kBars = 20, kRow = 44, kAxis = 36;
constexpr std::uint32_t kWordRoom = 22;  // percent of the width that the word beside a mark may take
constexpr std::size_t kLabelText = 110;  // characters of a label, before the edge cuts it

struct MarkLook {
  std::string_view name, word, path;
};

MarkLook look_of(PlotMark::Kind kind) {
  switch (kind) {
    case PlotMark::Kind::start:
      return {"start", "Windows started", "M0 6L7 19H-7Z"};
    case PlotMark::Kind::update:
      return {"update", "update installed", "M-6 7H6V19H-6Z"};
    case PlotMark::Kind::certificate:
      return {"certificate", "certificate replaced", "M0 5L8 13L0 21L-8 13Z"};
    case PlotMark::Kind::clock:
      return {"clock", "clock moved", "M0 7A6 6 0 1 1 0 19A6 6 0 1 1 0 7Z"};
    case PlotMark::Kind::other:
      break;
  }
  return {"other", "another change", "M-2 6H2V11H7V15H2V20H-2V15H-7V11H-2Z"};
}

std::string_view kind_name(PlotRow::Kind kind) {
  switch (kind) {
    case PlotRow::Kind::diagnosis:
      return "diagnosis";
    case PlotRow::Kind::explained:
      return "explained";
    case PlotRow::Kind::false_alarm:
      return "false-alarm";
    case PlotRow::Kind::unexplained:
      return "unexplained";
    case PlotRow::Kind::others:
      break;
  }
  return "others";
}

std::string_view kind_words(PlotRow::Kind kind) {
  switch (kind) {
    case PlotRow::Kind::diagnosis:
      return "diagnosis";
    case PlotRow::Kind::explained:
      return "explained by a diagnosis";
    case PlotRow::Kind::false_alarm:
      return "false alarm";
    case PlotRow::Kind::unexplained:
      return "unexplained";
    case PlotRow::Kind::others:
      break;
  }
  return "several kinds";
}

/// Step of 1, 2, 5, 10, 20, 50 ... that the number reaches: a scale that shows single events beside thousands, in whole numbers.
unsigned level(std::uint64_t n) {
  unsigned steps = 0;
  for (std::uint64_t bound = 1; n >= bound && steps < 57; ++steps) bound += steps % 3 == 1 ? bound + bound / 2 : bound;
  return steps;
}

class Plot {
 public:
  Plot(const HtmlContext& context, const HostView& host, HtmlWriter& html)
      : context_(context), host_(host), html_(html), plot_(plot_rows(context, host)) {}

  bool empty() const { return plot_.rows.empty(); }

  void write() {
    html_.open("figure", {{"class", "timeline"}});
    picture();
    caption();
    table();
    html_.close();
  }

 private:
  unsigned top() const { return plot_.marks.empty() ? 4 : kMarks; }
  unsigned bottom() const { return top() + static_cast<unsigned>(plot_.rows.size()) * kRow; }

  std::string percent(FileTime time) const { return percent_of(plot_.axis, time); }

  void picture() {
    html_.open("svg",
               {{"class", "plot"}, {"role", "img"}, {"width", "100%"}, {"height", std::to_string(bottom() + kAxis)}});
    html_.leaf("title",
               host_.computer.empty() ? std::string("Events over time") : "Events over time on " + host_.computer);
    html_.leaf("desc", description());
    hours();
    for (std::size_t i = 0; i < plot_.rows.size(); ++i) row(plot_.rows[i], top() + static_cast<unsigned>(i) * kRow);
    for (std::size_t i = 0; i < plot_.marks.size(); ++i) mark(plot_.marks[i], room_after(i));
    html_.close();
  }

  std::string description() const {
    const auto& a = plot_.axis;
    std::string out = fmt::format("From {} to {}, {} a column.", moment_text(a.begin, context_.words),
                                  moment_text(a.end(), context_.words), to_words(a.step));
    for (const PlotRow& r : plot_.rows) out += fmt::format(" {}: {}.", r.label, counted(r.total, "event", "events"));
    return out + " The table below says the same.";
  }

  void hours() {
    for (const PlotTick& tick : plot_ticks(plot_.axis, context_.words)) {
      const std::string x = percent(tick.time);
      html_.empty(
          "line",
          {{"class", "hour"}, {"x1", x}, {"x2", x}, {"y1", std::to_string(top())}, {"y2", std::to_string(bottom())}});
      const std::string anchor = std::string("tick ") + (tick.near_end ? "end" : tick.near_begin ? "begin" : "mid");
      html_.leaf("text", tick.label, {{"class", anchor}, {"x", x}, {"y", std::to_string(bottom() + 14)}});
      if (!tick.date.empty()) {
        html_.leaf("text", tick.date, {{"class", anchor}, {"x", x}, {"y", std::to_string(bottom() + 29)}});
      }
    }
    html_.empty("line", {{"class", "base"},
                         {"x1", "0"},
                         {"x2", "100%"},
                         {"y1", std::to_string(bottom())},
                         {"y2", std::to_string(bottom())}});
  }

  void row(const PlotRow& r, unsigned y) {
    const bool is_diagnosis = r.kind == PlotRow::Kind::diagnosis;
    html_.open("svg",
               {{"y", std::to_string(y)}, {"width", "100%"}, {"height", std::to_string(kLabel)}, {"class", "label"}});
    html_.open("text", {{"x", "5"}, {"y", "13"}, {"class", is_diagnosis ? "strong" : std::string_view()}});
    html_.text(is_diagnosis ? fmt::format("{}. {} ({})", r.number, r.label, counted(r.total, "event", "events"))
                            : fmt::format("{} × {}", grouped(r.total), prefix(r.label, kLabelText)));
    html_.close().close();
    if (is_diagnosis) band(r, y + kLabel);
    html_.empty("line", {{"class", "base"},
                         {"x1", "0"},
                         {"x2", "100%"},
                         {"y1", std::to_string(y + kLabel + kBars)},
                         {"y2", std::to_string(y + kLabel + kBars)}});
    html_.open("svg", {{"class", fmt::format("bars {}", kind_name(r.kind))},
                       {"y", std::to_string(y + kLabel)},
                       {"width", "100%"},
                       {"height", std::to_string(kBars)},
                       {"viewBox", fmt::format("0 0 {} {}", plot_.axis.buckets, kBars)},
                       {"preserveAspectRatio", "none"}});
    for (std::uint32_t i = 0; i < r.counts.size(); ++i) bar(r.counts[i], i);
    html_.close();
  }

  void bar(std::uint64_t n, std::uint32_t bucket) {
    if (n == 0) return;
    const unsigned most = level(plot_.biggest);
    const unsigned height = most <= 1 ? kBars : 6 + (kBars - 6) * (level(n) - 1) / (most - 1);
    html_.open("g").leaf("title", fmt::format("{}, {}: {}", moment_text(plot_.axis.start_of(bucket), context_.words),
                                              to_words(plot_.axis.step), counted(n, "event", "events")));
    html_.empty("rect",
                {{"class", "z"}, {"x", std::to_string(bucket)}, {"width", "1"}, {"height", std::to_string(kBars)}});
    html_.empty("rect", {{"x", fmt::format("{}.1", bucket)},
                         {"y", std::to_string(kBars - height)},
                         {"width", ".8"},
                         {"height", std::to_string(height)}});
    html_.close();
  }

  void band(const PlotRow& r, unsigned y) {
    const FileTime from = std::max(r.first, plot_.axis.begin);
    const FileTime to = r.last.ticks == r.first.ticks ? FileTime{r.last.ticks + plot_.axis.step.count} : r.last;
    html_.open("svg", {{"y", std::to_string(y)},
                       {"width", "100%"},
                       {"height", std::to_string(kBars)},
                       {"class", r.open ? "band open" : "band"}});
    html_.leaf("title", fmt::format("{}: {}{}", r.label, span_text(r.first, r.last, context_.words),
                                    r.open ? ", not seen to work again" : ", recovered"));
    html_.empty("rect", {{"x", percent(from)}, {"width", percent_between(plot_.axis, from, to)}, {"height", "100%"}});
    html_.close();
  }

  /// Whether a word fits behind a mark, before the next one or the end.
  bool room_after(std::size_t i) const {
    const TimeAxis& a = plot_.axis;
    const std::uint32_t next = i + 1 < plot_.marks.size() ? a.bucket(plot_.marks[i + 1].time) : a.buckets;
    return (next - a.bucket(plot_.marks[i].time)) * 100 > a.buckets * kWordRoom;
  }

  void mark(const PlotMark& one, bool with_word) {
    const MarkLook look = look_of(one.kind);
    html_.open("svg",
               {{"class", fmt::format("mark {}", look.name)}, {"x", percent(one.time)}, {"overflow", "visible"}});
    html_.leaf("title", fmt::format("{}: {}{}", moment_text(one.time, context_.words), one.what,
                                    one.count > 1 ? fmt::format(", {} times", grouped(one.count)) : ""));
    html_.empty("path", {{"class", "down"}, {"d", fmt::format("M0 20V{}", bottom())}});
    html_.empty("path", {{"d", look.path}});
    if (with_word) html_.leaf("text", look.word, {{"class", "word"}, {"x", "12"}, {"y", "17"}});
    html_.close();
  }

  void caption() {
    html_.open("figcaption")
        .text(
            fmt::format("Each column is {}; {}. ", to_words(plot_.axis.step), zone_words(plot_.axis, context_.words)));
    const TimeAxis& common = context_.axis;
    if (plot_.axis.begin != common.begin || plot_.axis.step != common.step) {
      html_.text("This computer has an axis of its own: its part of the time of all is too small to be seen. ");
    }
    std::size_t with_row = 0;
    for (const PlotRow& r : plot_.rows) with_row += r.kind == PlotRow::Kind::diagnosis ? 1 : 0;
    if (with_row < host_.main.size()) {
      html_.text(fmt::format("{} without a row: nothing of {} is dated on this axis, or there is no room. ",
                             counted(host_.main.size() - with_row, "diagnosis", "diagnoses"),
                             host_.main.size() - with_row == 1 ? "it" : "them"));
    }
    for (const Nearby& change : earlier_changes()) {
      html_.text("Before the plot: " + change.title + ", ").moment(change.time).text(". ");
    }
    html_.close();
  }

  std::vector<Nearby> earlier_changes() const {
    std::vector<Nearby> out;
    for (const Diagnosis* d : host_.main) {
      for (const Nearby& change : d->activity.changes) {
        const bool known =
            std::any_of(out.begin(), out.end(), [&](const Nearby& n) { return n.signal == change.signal; });
        if (change.time < plot_.axis.begin && !known) out.push_back(change);
      }
    }
    return out;
  }

  void table() {
    static constexpr std::array<HtmlColumn, 6> kColumns = {{{"What"},
                                                            {"As"},
                                                            {"Events", SortBy::number},
                                                            {"First", SortBy::time},
                                                            {"Last", SortBy::time},
                                                            {"Most in one column", SortBy::number}}};
    html_.open("details", {{"class", "plottable"}}).leaf("summary", "The plot as a table");
    HtmlTable table(html_, "What the plot shows", kColumns);
    for (const PlotRow& r : plot_.rows) {
      table.row();
      table.cell().text(r.label);
      table.cell().text(kind_words(r.kind));
      table.number(r.total);
      table.time(r.first);
      table.time(r.last);
      const auto most = std::max_element(r.counts.begin(), r.counts.end());
      table.cell(std::to_string(*most)).text(grouped(*most) + ", from ");
      html_.moment(plot_.axis.start_of(static_cast<std::uint32_t>(most - r.counts.begin())));
    }
    for (const PlotMark& one : plot_.marks) {
      table.row();
      table.cell().text(one.what);
      table.cell().text("change");
      table.number(one.count);
      table.time(one.time);
      table.time(FileTime{});
      table.cell("0");
    }
    table.end();
    html_.close();
  }

  const HtmlContext& context_;
  const HostView& host_;
  HtmlWriter& html_;
  PlotRows plot_;
};

}  // namespace

void html_plot(const HtmlContext& context, const HostView& host, HtmlWriter& html) {
  // What names no computer cannot be told from the rest, unless it is all there is.
  if (context.axis.buckets == 0 || (host.computer.empty() && context.hosts.size() > 1)) return;
  Plot plot(context, host, html);
  if (!plot.empty()) plot.write();
}

void html_plot_legend(HtmlWriter& html) {
  html.open("ul", {{"class", "legend"}});
  html.open("li")
      .leaf("span", "", {{"class", "key band"}})
      .text(" from the first to the last event of a diagnosis")
      .close();
  constexpr std::pair<std::string_view, std::string_view> kBarsKeys[] = {{"reds", "all its events"},
                                                                         {"explained", "explained"},
                                                                         {"false-alarm", "false alarm"},
                                                                         {"unexplained", "unexplained"}};
  for (const auto& [name, words] : kBarsKeys) {
    html.open("li").leaf("span", "", {{"class", fmt::format("key {}", name)}}).text(fmt::format(" {}", words)).close();
  }
  for (const auto kind : {PlotMark::Kind::start, PlotMark::Kind::update, PlotMark::Kind::certificate,
                          PlotMark::Kind::clock, PlotMark::Kind::other}) {
    const MarkLook look = look_of(kind);
    html.open("li").open("svg", {{"class", fmt::format("mark {}", look.name)},
                                 {"width", "18"},
                                 {"height", "18"},
                                 {"viewBox", "-9 4 18 18"},
                                 {"aria-hidden", "true"}});
    html.empty("path", {{"d", look.path}}).close().text(" ").text(look.word).close();
  }
  html.leaf("li", "Bars grow by the steps 1, 2, 5, 10, 20, 50 ...: a single event is seen beside thousands.");
  html.close();
}

}  // namespace doctor
