#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "event/source.h"

namespace doctor::test {

/// Everything a source delivers, printed, so that tests compare one string.
struct ReadAll {
  std::vector<std::string> events;  ///< "Schannel/36888 #1 AlertDesc=40 ErrorState=1205"
  std::vector<Location> origins;
  Coverage coverage;  ///< with the opening's
  Diagnostics damage;
  Extents extents;
  std::uint64_t bytes = 0;
  std::size_t slices = 0;
};

ReadAll read_all(const EventSource& source, const Prefilter& wanted = {});
/// Opens bytes as XML and reads them; coverage must add up, slice by slice, or the calling test fails.
/// `slice_bytes`: as open_xml_bytes().
ReadAll read_xml(std::string bytes, const Prefilter& wanted = {}, std::size_t slice_bytes = 0);
/// All that must not depend on how the bytes are cut to slices, in one text.
std::string everything(const ReadAll& all);
/// What a source prints of the wanted events; the counts must fit, or the calling test fails.
std::string render_xml(std::string bytes, RenderFormat format, const Prefilter& wanted = {},
                       std::size_t slice_bytes = 0);

/// All of an event's System fields, for comparing.
std::string system_text(const Event& event);
/// "path=text" of every field, with blanks between.
std::string fields_text(const Event& event);

}  // namespace doctor::test
