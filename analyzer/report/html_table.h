#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/html_writer.h"

namespace doctor {

/// How the values of a column are ordered.
enum class SortBy : std::uint8_t { text, number, time, nothing };

struct HtmlColumn {
  std::string_view title;
  SortBy sort = SortBy::text;
};

/// A table that the script makes sortable and, if it is long, filterable; on a narrow screen its rows become cards. Opened by the
/// constructor, closed by end().
class HtmlTable {
 public:
  /// `caption`: for people who do not see the heading above it. Columns must outlive the table.
  HtmlTable(HtmlWriter& html, std::string_view caption, std::span<const HtmlColumn> columns);

  void row(std::string_view classes = {}, std::string_view id = {});
  /// Opens the next cell; what it holds is written between this and the next cell(). `sort_value`: what it is sorted by, if not by its text.
  HtmlWriter& cell(std::string_view sort_value = {});
  HtmlWriter& number(std::uint64_t value);  ///< a cell with "1,234"
  HtmlWriter& time(FileTime time);          ///< a cell with a moment; empty if unknown
  void end();

 private:
  void end_cell();
  void end_row();

  HtmlWriter& html_;
  std::span<const HtmlColumn> columns_;
  std::size_t next_ = 0;
  bool in_cell_ = false, in_row_ = false;
};

}  // namespace doctor
