#include "xml/xml_source.h"

#include <utility>

#include "xml/input.h"
#include "xml/slice_chain.h"
#include "xml/slice_reader.h"
#include "xml/slices.h"

namespace doctor {

namespace {

class XmlSource final : public EventSource {
 public:
  XmlSource(xml::Input input, const xml::Slicing& slicing, std::string shown_path)
      : input_(std::move(input)),
        slicing_(slicing),
        chain_({slicing.encoding.bom_bytes, 1}),
        info_{std::move(shown_path), "xml", input_.size()} {
    if (!slicing_.has_event && input_.size() > 0) {
      opening_damage_.add({"xml-no-events",
                           Severity::warning,
                           {},
                           0,
                           "there is no event in this file",
                           "export with: wevtutil qe LOG /f:xml > file.xml"});
    }
  }

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return slicing_.count(); }
  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override {
    read_slice(slice, wanted, nullptr, out);
  }
  void render(std::size_t slice, const Prefilter& wanted, const RenderOptions& options,
              EventBatch& out) const override {
    read_slice(slice, wanted, &options, out);
  }
  const Diagnostics& opening_damage() const override { return opening_damage_; }
  Coverage opening_coverage() const override {
    Coverage coverage;
    coverage.header = slicing_.encoding.bom_bytes;
    return coverage;
  }

 private:
  void read_slice(std::size_t slice, const Prefilter& wanted, const RenderOptions* render, EventBatch& out) const;

  xml::Input input_;
  xml::Slicing slicing_;
  mutable xml::SliceChain chain_;
  SourceInfo info_;
  Diagnostics opening_damage_;
};

void XmlSource::read_slice(std::size_t slice, const Prefilter& wanted, const RenderOptions* render,
                           EventBatch& out) const {
  out.clear();
  xml::SliceMemory& memory = xml::SliceMemory::of(out);
  xml::Start start;
  {
    xml::SliceChain::Visit visit(chain_, slice);
    memory.text.load(input_, slicing_, slice);
    start = visit.start([&](std::size_t before, xml::Start at) {
      xml::SliceText text;
      text.load(input_, slicing_, before);
      return text.split(at);
    });
    visit.end(memory.text.split(start));
  }
  xml::SliceReader(memory, wanted, render, out).read(start);
}

Result<std::unique_ptr<EventSource>> open_input(xml::Input input, std::string shown_path, std::size_t slice_bytes) {
  auto slicing = xml::slice_up(input, slice_bytes);
  if (!slicing) return slicing.error();
  return std::unique_ptr<EventSource>(std::make_unique<XmlSource>(std::move(input), *slicing, std::move(shown_path)));
}

}  // namespace

Result<std::unique_ptr<EventSource>> open_xml(const std::filesystem::path& path, std::string shown_path) {
  auto file = File::open(path);
  if (!file) return file.error();
  return open_input(xml::Input(std::move(*file)), std::move(shown_path), xml::kSliceBytes);
}

Result<std::unique_ptr<EventSource>> open_xml_bytes(std::string bytes, std::string shown_path,
                                                    std::size_t slice_bytes) {
  return open_input(xml::Input(std::move(bytes)), std::move(shown_path),
                    slice_bytes == 0 ? xml::kSliceBytes : slice_bytes);
}

}  // namespace doctor
