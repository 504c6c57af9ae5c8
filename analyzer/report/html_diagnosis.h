#pragma once
#include <map>
#include <string>

#include "report/html_hosts.h"
#include "report/html_writer.h"

namespace doctor {

/// Writes diagnoses one after the other, and remembers what it wrote: the events of a reason that several diagnoses share are listed once,
/// and what to do is written out for the first few computers only, where it is word for word the same. Later ones point there.
/// Lifetime: refers to its arguments.
class HtmlDiagnoses {
 public:
  HtmlDiagnoses(const HtmlContext& context, HtmlWriter& html) : context_(context), html_(html) {}

  /// An <article>.
  void main(const Diagnosis& d);
  /// The same, folded to one line.
  void also_possible(const Diagnosis& d);
  /// A list item with the strongest reason against it.
  void ruled_out(const Diagnosis& d);

 private:
  struct Told {
    std::size_t number = 0;  ///< of the diagnosis that tells it
    std::size_t times = 0;
  };

  void standing(const Diagnosis& d);
  void body(const Diagnosis& d, std::string_view heading);
  void facts(const Diagnosis& d);
  void evidence(std::string_view title, std::string_view kind, std::string_view heading,
                const std::vector<Evidence>& list, const Diagnosis& d);
  void events_of(const Evidence& e, const Diagnosis& d);
  void rivals(const Diagnosis& d, std::string_view heading);
  void check(const Diagnosis& d, std::string_view heading);
  void remediation(const Diagnosis& d, std::string_view heading);
  void step(const RemediationStep& step);
  void missing(const Diagnosis& d, std::string_view heading);
  void references(const Diagnosis& d, std::string_view heading);

  const HtmlContext& context_;
  HtmlWriter& html_;
  std::map<std::string, std::size_t> events_told_;  ///< signal and events -> number of the list
  std::map<std::string, Told> steps_told_;
};

/// A word in a coloured frame: "critical", "likely", "open". The class only repeats the word.
void html_chip(HtmlWriter& html, std::string_view kind, std::string_view word);

/// Whether a reference may become a link: http or https, and nothing in it that a URL does not hold.
bool is_web_address(std::string_view reference);

}  // namespace doctor
