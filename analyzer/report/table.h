#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "report/style.h"

namespace doctor {

/// A table of short facts, as wide as it must be and no wider than it may. What does not fit goes on in its column on the next line; nothing
/// is cut off. On a terminal too narrow for the columns, every row becomes an entry of a list.
class Table {
 public:
  enum class Align : std::uint8_t { left, right };
  struct Column {
    std::string title;
    Align align = Align::left;
    unsigned least =
        0;  ///< it may be made so narrow (8 at least), but no narrower than its longest word; 0: than its widest cell
  };

  explicit Table(std::vector<Column> columns);

  /// Cells that are missing at the end are empty.
  void row(std::vector<Line> cells);
  bool empty() const { return rows_.empty(); }

  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<std::vector<Line>>& rows() const {
    return rows_;
  }  ///< each with as many cells as there are columns

  /// With ink marks, each line ended by a newline and begun by `indent` blanks.
  std::string marked(unsigned width, unsigned indent) const;

 private:
  using Row = std::vector<Line>;

  std::vector<std::size_t> natural_widths() const;
  std::vector<std::size_t> least_widths() const;
  /// Narrowed so that all fits into `room`; empty if it cannot.
  std::vector<std::size_t> widths_for(std::size_t room) const;
  void print_row(const Row& row, const std::vector<std::size_t>& widths, unsigned indent, std::string& out) const;
  std::string as_list(unsigned width, unsigned indent) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace doctor
