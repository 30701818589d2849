// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/label_settings.h"
#include "core/base/files.h"
#include "core/config/spec.h"
#include "widgets/common/core_text.h"
#include <QStandardPaths>
#include <algorithm>

namespace lapidary {

namespace {

fs::path settingsFile(const char *name) {
    return fs::path(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation).toStdString()) / name;
}

bool isThere(const fs::path &file) {
    std::error_code wrong;
    return fs::exists(file, wrong);
}

} // namespace

QString ownLabelKeysFile() {
    return QString::fromStdString(settingsFile("labelling-keys.toml").string());
}

std::vector<LabelKeymap> knownLabelKeymaps() {
    std::vector<LabelKeymap> out(labelKeymaps().begin(), labelKeymaps().end());
    if (const fs::path own = settingsFile("labelling-keys.toml"); isThere(own))
        if (auto map = readLabelKeymap(own)) out.push_back(std::move(*map));
    return out;
}

LabelSettings readLabelSettings() {
    LabelSettings out{.keymap = labelKeymaps().front()};
    const fs::path own = settingsFile("labelling-keys.toml"), file = settingsFile("labelling.toml");
    if (isThere(own))
        if (const auto map = readLabelKeymap(own); !map) out.problem = coreText(map.error());
    if (!isThere(file)) return out;
    const auto kept = readDocument(file.string());
    if (!kept) return out;
    out.annotator = QString::fromStdString(kept->values.value("annotator", ""));
    out.zoom = int(getInteger(kept->values, "zoom").value_or(out.zoom));
    const std::string wanted = kept->values.value("keymap", "");
    for (LabelKeymap &map : knownLabelKeymaps())
        if (map.name == wanted) out.keymap = std::move(map);
    return out;
}

void keepLabelSettings(const QString &annotator, const QString &keymap, int zoom) {
    const fs::path file = settingsFile("labelling.toml");
    if (!makeFolders(file.parent_path())) return; // it is asked for again the next time
    (void)writeFileAtomic(
        file, writeToml({{"annotator", annotator.toStdString()}, {"keymap", keymap.toStdString()}, {"zoom", zoom}}));
}

} // namespace lapidary
