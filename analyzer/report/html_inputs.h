#pragma once
#include "report/html_hosts.h"
#include "report/html_writer.h"

namespace doctor {

/// Sections of the HTML report about the run itself: what was read and what is damaged in it, what is different from the run before, what
/// was assumed, and the rules. Each writes nothing at all if it has nothing to say.

void html_inputs(const HtmlContext& context, HtmlWriter& html);
void html_run(const HtmlContext& context, HtmlWriter& html);
void html_assumptions(const HtmlContext& context, HtmlWriter& html);
void html_rules(const HtmlContext& context, HtmlWriter& html);

}  // namespace doctor
