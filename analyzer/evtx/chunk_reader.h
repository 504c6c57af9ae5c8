#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/source.h"
#include "evtx/binxml.h"
#include "evtx/chunk.h"
#include "evtx/data_walker.h"
#include "evtx/extent_counter.h"
#include "evtx/limits.h"
#include "evtx/read_chunk.h"
#include "evtx/record_place.h"
#include "evtx/renderer.h"
#include "evtx/system_plan.h"
#include "evtx/template.h"
#include "evtx/text_pool.h"

namespace doctor::evtx {

/// Reads chunk after chunk into one batch, and keeps what they have in common: templates, names, and who writes there.
/// Lifetime: belongs to one EventBatch; events of the batch point into it, until the next start().
/// Threads: one at a time.
class ChunkReader : public ReaderState {
 public:
  explicit ChunkReader(EventBatch& out) : out_(out) {}

  /// The one that belongs to the batch, made when there is none.
  static ChunkReader& of(EventBatch& batch);

  /// What is wanted of the chunks that follow. `render`: print the events instead of delivering them; null: deliver. All three must
  /// outlive the reading. Requires that the batch was cleared.
  void start(const Prefilter& wanted, const RenderOptions* render, const EvtxOptions& options);
  /// As read_chunk().
  void read(ByteView chunk, std::uint64_t file_offset);
  /// The same of a piece of it: the records that begin in [from, until), and what is damaged or unused there; all else counts as known.
  /// With `from` 0, the chunk's header as well. Templates and names before `from` are found as ever.
  void read_part(ByteView chunk, std::uint64_t file_offset, std::uint32_t from, std::uint32_t until);
  /// Looks for whole records in up to 64 KiB without a header, whose places are those in a chunk that began at `file_offset`. What is no
  /// record is slack; nothing is damage.
  void read_left_behind(ByteView chunk, std::uint64_t file_offset);
  /// Completes the batch's extents. Once, behind the last chunk.
  void finish();

  /// Where the records of the events that were delivered lie.
  const std::vector<RecordPlace>& places() const { return places_; }

 private:
  /// A record's outermost element, compiled, and its values.
  struct Outer {
    Ops ops;
    Instance instance;    ///< without a template: no definition and no values
    SystemPlan own_plan;  ///< of a record without template
    const SystemPlan* plan = nullptr;
    std::size_t no_template_at = 0;  ///< its template is gone: where it refers to it
  };

  void begin(ByteView chunk, std::uint64_t file_offset);
  void records(RecordWalker& walker, const ChunkHeader& header);
  bool records_of_part(RecordWalker& walker, std::size_t from, std::size_t until);
  void read_stretch(const Stretch& stretch, const RecordWalker& walker, bool has_header);
  bool quick_record(const Stretch& stretch);
  bool quick_print(const Stretch& stretch, Definition& definition, std::size_t descriptors, std::size_t count,
                   FileTime time);
  void slack(const Stretch& stretch, const RecordWalker& walker);
  bool told_elsewhere(std::size_t offset) const;
  void damaged_stretch(const Stretch& stretch, const RecordWalker& walker, bool has_header);
  bool read_record(const Stretch& stretch);
  std::string_view without_template(const RecordView& record, std::size_t begin, Outer& outer);
  void carved_record(const Stretch& stretch);
  std::string_view outermost(const RecordView& record, Outer& outer);
  const ExtentCounter::Names& names(const Filled& event, const Outer& outer, std::uint8_t level);
  void deliver(const Stretch& stretch, const Outer& outer, Event event);
  void collect(const Stretch& stretch, const Outer& outer, Event& event);
  void render(const Stretch& stretch, const Outer& outer);
  void incomplete(const Stretch& stretch, const Outer& outer, std::uint64_t record_id, Trouble trouble);
  void header(const ChunkHeader& header);
  void without_header(const RecordWalker& walker);
  void consistency(const ChunkHeader& header, const RecordWalker& walker);
  void lost(std::string_view code, std::size_t offset, std::size_t bytes, std::string message);
  void remark(std::string_view code, Severity severity, std::string message, std::string help = {});

  EventBatch& out_;
  const Prefilter* wanted_ = nullptr;
  const RenderOptions* render_ = nullptr;
  EvtxOptions options_;

  ByteView chunk_;
  std::uint64_t file_offset_ = 0;
  Budget budget_;
  TextPool pool_{out_.arena(), budget_};
  TemplateLibrary library_;
  BinXmlCompiler compiler_{library_.names(), budget_};
  TemplateCache templates_{library_, budget_};
  DataWalker data_{pool_, budget_, compiler_, templates_};
  Renderer renderer_{pool_, budget_, compiler_, templates_, library_};
  ExtentCounter counter_;
  std::uint32_t epoch_ = 0;          ///< counts start()
  std::vector<StoredValue> values_;  ///< of the record at work
  std::vector<RecordPlace> places_;  ///< of what was delivered since start()
  bool carved_ = false;              ///< the record at work was left behind
  bool anomaly_ = false;             ///< something was wrong in this chunk: worth checking the checksum
};

}  // namespace doctor::evtx
