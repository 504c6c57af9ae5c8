#pragma once
#include "report/html_hosts.h"
#include "report/html_writer.h"

namespace doctor {

/// What happened on a computer over time, drawn as SVG: a row for each diagnosis (its episode as a band) and for each kind of event (a bar
/// for each bucket of the common axis), marks for what was changed (a start, an update, a new certificate, a moved clock) and the hours
/// below. The same as a table for those who do not see it. Nothing if nothing is dated.
void html_plot(const HtmlContext& context, const HostView& host, HtmlWriter& html);

/// What the marks, bands and bars mean: once for all plots.
void html_plot_legend(HtmlWriter& html);

}  // namespace doctor
