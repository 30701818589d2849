// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/rule.h"
#include "core/workbench/import_data.h"
#include "tests/fuzz/targets.h"
#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>

namespace lapidary::fuzz {

namespace {

/// A file in memory, because what is imported is named by a path.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("x", MFD_CLOEXEC)) {
        promise(::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    ~MemoryFile() { ::close(descriptor_); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

} // namespace

/// The first byte chooses the format, the others are the file: rows come out in the fields of their layout, or are
/// counted as bad.
void import_rows(std::string_view bytes) {
    if (bytes.empty()) return;
    const char *const formats[] = {"", "jsonl", "csv", "tsv"};
    const MemoryFile file(bytes.substr(1));
    const auto preview = previewImport(file.path(), {.format = formats[bytes[0] & 3]});
    if (!preview) return promise(!preview.error().code.empty());
    promise(static_cast<std::int64_t>(preview->problems.size()) <= preview->counts.bad);
    for (const auto &row : preview->first) {
        promise(row.is_object());
        if (const auto problem = problemFromJson(row))
            promise(problem->row == row);
        else
            promise(!problem.error().code.empty());
    }
}

} // namespace lapidary::fuzz
