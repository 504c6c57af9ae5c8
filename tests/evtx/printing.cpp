#include "evtx/printing.h"

#include <stdexcept>

#include "evtx/reading.h"

namespace doctor::test {

namespace {

std::string print(const std::string& bytes, RenderFormat format, const Prefilter& wanted, const EvtxOptions& options,
                  EventBatch& batch) {
  RenderOptions how;
  how.format = format;
  batch.clear();
  evtx::render_chunk(as_bytes(bytes.data(), bytes.size()), 4096, wanted, how, batch, options);
  check_accounts(batch, bytes.size());
  return std::string(batch.rendered.view());
}

}  // namespace

Printing::Printing(std::string_view chunk, RenderFormat format, const Prefilter& wanted, const EvtxOptions& options)
    : bytes(chunk) {
  EvtxOptions walking = options;
  walking.without_plans = true;
  EventBatch other;
  const std::string walked = print(bytes, format, wanted, walking, other);
  const std::string planned = print(bytes, format, wanted, options, batch);
  if (planned != walked) throw std::logic_error("by plans: " + planned + "\nwalked:   " + walked);
  if (damage(batch.damage) != damage(other.damage)) throw std::logic_error("plans and walking report different damage");
}

std::string Printing::text() const {
  std::string_view all = batch.rendered.view();
  if (all.ends_with('\n')) all.remove_suffix(1);
  return std::string(all);
}

std::string printed_xml(std::string_view chunk) {
  return Printing(chunk, RenderFormat::xml).text();
}
std::string printed_json(std::string_view chunk) {
  return Printing(chunk, RenderFormat::json).text();
}

std::string between(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  if (begin == std::string::npos) return {};
  const std::size_t end = text.find(to, begin + from.size());
  if (end == std::string::npos) return {};
  return text.substr(begin + from.size(), end - begin - from.size());
}

}  // namespace doctor::test
