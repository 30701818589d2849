// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"
#include "core/workbench/models/import_model.h"
#include "core/workbench/project.h"

namespace lapidary {

/// What a project holds, copied out of it: whole or not at all. `target` must not be there yet (export.exists).
Status mustBeFree(const fs::path &target);

/// A folder with all that lies in it.
Status copyOut(const fs::path &from, const fs::path &target, const CopyProgress &goOn);

/// Lets adapter_config.json name the base that lies in the adapter's own folder, as it will be found when the folder
/// stands at `place`: PEFT looks for it there. Nothing where it has no base of its own.
Status nameOwnBase(const fs::path &adapter, const fs::path &place);

/// A finished training's output, or a folder of models/, by name or run id. export.unknown lists what there is;
/// export.is_adapter and export.is_model where it is of the other kind.
Status exportModel(Project &project, const std::string &name, const fs::path &target);
Status exportAdapter(Project &project, const std::string &name, const fs::path &target);

/// The rows of a frozen data set, by name or hash, as JSON Lines, or as Parquet where the target ends in .parquet (see
/// parquet_writer.h); in another layout of core/data/layouts where one is
/// named. export.unknown; export.ambiguous where several of one name were frozen; export.unknown_layout;
/// export.no_words where the layout cannot say what a row says.
Status exportDataset(Project &project, const std::string &name, const fs::path &target, const std::string &layout = {});

/// One row of the project in the words of a layout, with the columns that are kept beside it. Where its file was of
/// this layout it says what the file said. export.no_words.
Result<Json> rowInLayout(const Json &row, const Layout &layout);

/// A queue's labels as a data set; see label_export.h.
Status exportLabels(Project &project, const std::string &queue, const fs::path &target);

} // namespace lapidary
