#pragma once
#include "base/text_buffer.h"
#include "event/source.h"
#include "evtx/binxml.h"
#include "evtx/system_plan.h"
#include "evtx/template.h"
#include "evtx/trouble.h"

namespace doctor::evtx {
class Renderer {
 public:
  Renderer(TextPool&, Budget&, BinXmlCompiler&, TemplateCache&, TemplateLibrary&) {}
  void begin(ByteView) {}
  Trouble event(const Filled&, Definition*, std::size_t, std::size_t, RenderFormat, TextBuffer&) { return {}; }
};
}  // namespace doctor::evtx
