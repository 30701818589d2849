// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QVector>
#include <functional>

class QWidget;

namespace lapidary {

class CurationViewModel;
class DataViewModel;

/// Something that is done with all rows on show together, in a dialog. Its entries in the menu of the data set, in the
/// menu of the window and in the palette are made from it.
struct CurationTool {
    QString id{}, text{}; ///< text: with the letter of its mnemonic
    int group = 0;        ///< a line stands between groups
    std::function<bool()> enabled{};
    std::function<void(QWidget *window)> open{};
};
QVector<CurationTool> curationTools(CurationViewModel &model, DataViewModel &data);

} // namespace lapidary
