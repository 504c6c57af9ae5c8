#include "report/html_table.h"

#include "report/words.h"

namespace doctor {

HtmlTable::HtmlTable(HtmlWriter& html, std::string_view caption, std::span<const HtmlColumn> columns)
    : html_(html), columns_(columns) {
  html_.open("div", {{"class", "tablebox"}}).open("table", {{"class", "grid"}});
  html_.leaf("caption", caption, {{"class", "unseen"}}).open("thead").open("tr");
  for (const HtmlColumn& column : columns_) {
    const bool numeric = column.sort == SortBy::number || column.sort == SortBy::time;
    html_.leaf("th", column.title,
               {{"scope", "col"},
                {"data-sort", column.sort == SortBy::nothing ? "no"
                              : numeric                      ? "number"
                                                             : "text"},
                {"class", column.sort == SortBy::number ? "num" : std::string_view()}});
  }
  html_.close().close().open("tbody");
}

void HtmlTable::row(std::string_view classes, std::string_view id) {
  end_row();
  html_.open("tr",
             {{"class", classes.empty() ? std::string_view() : classes}, {"id", id.empty() ? std::string_view() : id}});
  next_ = 0;
  in_row_ = true;
}

HtmlWriter& HtmlTable::cell(std::string_view sort_value) {
  end_cell();
  const HtmlColumn& column = columns_[next_++];
  in_cell_ = true;
  return html_.open("td", {{"data-label", column.title},
                           {"data-value", sort_value.empty() ? std::string_view() : sort_value},
                           {"class", column.sort == SortBy::number ? "num" : std::string_view()}});
}

HtmlWriter& HtmlTable::number(std::uint64_t value) {
  return cell(std::to_string(value)).text(grouped(value));
}

HtmlWriter& HtmlTable::time(FileTime time) {
  const std::string ticks = std::to_string(time.ticks);
  cell(ticks);
  return time.ticks == 0 ? html_ : html_.moment(time);
}

void HtmlTable::end() {
  end_row();
  html_.close().close().close();
}

void HtmlTable::end_cell() {
  if (in_cell_) html_.close();
  in_cell_ = false;
}

void HtmlTable::end_row() {
  end_cell();
  if (in_row_) html_.close();
  in_row_ = false;
}

}  // namespace doctor
