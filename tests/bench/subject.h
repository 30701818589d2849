// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/model_files.h"
#include "tests/bench/settings.h"

namespace lapidary::bench {

/// A folder of its own below the system's temporary one, gone at the end. On a disk, since a training of a large model
/// leaves more behind than memory should hold.
class Workspace {
public:
    Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;
    ~Workspace();
    const fs::path &path() const { return path_; }

private:
    fs::path path_;
};

/// The model that is measured.
struct Subject {
    std::string name;
    fs::path folder;
    DecoderConfig config;
    Placement placement;
    std::string dtype; ///< as a ModelRef spells it
    std::unique_ptr<Workspace> made{};

    std::int64_t weights() const { return config.parameterCount(); }
    double bytesPerWeight() const {
        return dtype == kInt8 ? 1 : static_cast<double>(c10::elementSize(placement.dtype));
    }
    Result<std::unique_ptr<Decoder>> load() const;
};

/// Names of the shapes that random weights can be drawn in.
std::vector<std::string> shapeNames();

Result<Subject> openSubject(const Settings &settings);

} // namespace lapidary::bench
