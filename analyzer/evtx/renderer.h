#pragma once
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "base/text_buffer.h"
#include "event/source.h"
#include "evtx/binxml.h"
#include "evtx/render_plan.h"
#include "evtx/system_plan.h"
#include "evtx/template.h"
#include "evtx/trouble.h"
#include "evtx/value_printer.h"

namespace doctor::evtx {

/// Prints events straight from a chunk. Templates are printed by their RenderPlan; what has none (records without a template, CAPI2's
/// inline values, odd templates) is walked element by element, with the same result.
/// The JSON shape is documented in docs/dump.md.
/// Threads: one at a time.
class Renderer {
 public:
  Renderer(TextPool& pool, Budget& budget, BinXmlCompiler& compiler, TemplateCache& templates, TemplateLibrary& library)
      : pool_(pool), budget_(budget), compiler_(compiler), templates_(templates), library_(library), printer_(pool) {}

  /// From now on offsets are in this chunk.
  void begin(ByteView chunk) { chunk_ = chunk; }

  /// Whether plans are used; see EvtxOptions::without_plans.
  void use_plans(bool yes) { use_plans_ = yes; }

  /// Appends one event: `ops` is its outermost element, `instance` its template and values, if it has any. In [beside, beside_end)
  /// fragments may stand that belong to the event, behind its root. What cannot be read is left out; the first of it comes back.
  Trouble event(Ops ops, const Instance& instance, std::size_t beside, std::size_t beside_end, RenderFormat format,
                TextBuffer& out);

 private:
  /// The names used in a JSON object so far: a second one gets a number.
  struct Name {
    std::string_view name;
    std::uint32_t count = 0;
  };
  /// What an element is found in; see DataWalker.
  enum class Place : std::uint8_t { event, system, event_data, other };

  bool plan_fits(const RenderPlan& plan, const Instance& instance) const;
  const RenderPlan* plan_of(Definition& definition, RenderFormat format);
  static Place root_place(const RenderPlan& plan) { return plan.is_event() ? Place::event : Place::other; }
  template <Form form>
  bool run(const RenderPlan& plan, const Instance& instance);
  template <Form form>
  bool odd_value(const RenderPlan& plan, const RenderPlan::Step& step, const StoredValue& value);
  char* put_attributes(char* to, const RenderPlan& plan, const RenderPlan::Step& step, const StoredValue* values);
  void print_attributes(const RenderPlan& plan, const RenderPlan::Step& step, const StoredValue* values);
  void json_root_name(const RenderPlan* plan, std::string_view name);

  void fragments(std::size_t begin, std::size_t end, Place place);
  bool quick_fragment(std::size_t begin, std::size_t end);
  void fragments_inside(std::string_view root, std::size_t begin, std::size_t from, std::size_t to);
  std::size_t one_fragment(std::size_t at, std::size_t end, Place place);
  void fragment_root(Ops ops, const Instance& instance, Place place);

  // XML, element by element.
  void xml_element(const Filled& filled, std::uint32_t at);
  void xml_start_tag(const Filled& filled, std::uint32_t at, std::uint32_t content, bool empty);
  void xml_content(const Filled& filled, std::uint32_t begin, std::uint32_t end);

  // JSON, element by element.
  void json_value(const Filled& filled, std::uint32_t at, Place place);
  void json_members(const Filled& filled, std::uint32_t begin, std::uint32_t end, Place place);
  bool json_attributes(const Filled& filled, std::uint32_t at, std::uint32_t content, Place place);
  void json_scalar(const Filled& filled, std::uint32_t begin, std::uint32_t end, std::string_view element,
                   std::string_view attribute, Place place);
  void json_unnamed_data(const Filled& filled, std::uint32_t begin, std::uint32_t end);
  void json_name(std::string_view name);
  void comma();
  bool has_elements(const Filled& filled, std::uint32_t begin, std::uint32_t end) const;
  bool left_out(const Filled& filled, const Op& element) const;
  std::string_view data_name(const Filled& filled, std::uint32_t at);

  bool descend();
  void fail(std::size_t offset, std::string_view what) {
    if (trouble_.what.empty()) trouble_ = {offset, what};
  }

  ByteView chunk_;
  TextPool& pool_;
  Budget& budget_;
  BinXmlCompiler& compiler_;
  TemplateCache& templates_;
  TemplateLibrary& library_;
  ValuePrinter printer_;
  TextBuffer* out_ = nullptr;  ///< of the event at work, as the rest
  RenderFormat format_ = RenderFormat::xml;
  bool use_plans_ = true;
  Trouble trouble_;
  unsigned depth_ = 0;
  std::vector<Name> names_;  ///< of all open objects; those of the innermost from first_name_ on
  std::size_t first_name_ = 0;
  std::vector<StoredValue> values_;  ///< of instances inside of instances: a stack
};

}  // namespace doctor::evtx
