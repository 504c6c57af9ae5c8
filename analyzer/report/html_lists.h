#pragma once
#include <string_view>

#include "report/html_hosts.h"
#include "report/html_writer.h"

namespace doctor {

/// Sections of the HTML report that are tables. Each writes its heading with the true count, and nothing at all if it has nothing to say.
/// Of more than a few thousand entries the rest is summed up by kind of event: nothing is left out of the sums.

void html_false_alarms(const HtmlContext& context, HtmlWriter& html);
void html_unexplained(const HtmlContext& context, HtmlWriter& html);
void html_correlations(const HtmlContext& context, HtmlWriter& html);
void html_not_assessable(const HtmlContext& context, HtmlWriter& html);
void html_forecast(const HtmlContext& context, HtmlWriter& html);

/// <section id="..."> with <h2>title <span>count</span></h2>; the caller closes it.
void html_section(HtmlWriter& html, std::string_view id, std::string_view title, std::uint64_t count);

/// Rows that a table lists before it sums up.
inline constexpr std::size_t kHtmlRows = 2000;

}  // namespace doctor
