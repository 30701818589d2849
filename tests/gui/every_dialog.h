// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/gui/stock_window.h"
#include "widgets/panels/data/contamination_dialog.h"
#include "widgets/panels/data/duplicates_dialog.h"
#include "widgets/panels/data/freeze_dialog.h"
#include "widgets/panels/data/history_dialog.h"
#include "widgets/panels/data/mixture_dialog.h"
#include "widgets/panels/data/owned_set_dialog.h"
#include "widgets/panels/data/replace_dialog.h"
#include "widgets/panels/data/row_export_dialog.h"
#include "widgets/panels/data/split_dialog.h"
#include "widgets/panels/data/tag_dialog.h"
#include "widgets/panels/data/trash_dialog.h"
#include "widgets/panels/data/unusual_dialog.h"
#include "widgets/panels/data/versions_dialog.h"
#include "widgets/panels/home/difference_dialog.h"
#include "widgets/panels/label/trial_dialog.h"
#include "widgets/panels/reason/tree_pair.h"
#include "widgets/panels/train/change_dialog.h"
#include "widgets/panels/train/live_dialog.h"
#include "widgets/shell/run_dialog.h"
#include <QDirIterator>
#include <QRegularExpression>

namespace lapidary::test {

using DialogMakers = QVector<QPair<QString, std::function<QDialog *()>>>;

/// Names of the classes in widgets/ that are dialogs.
inline QStringList dialogClasses() {
    static const QRegularExpression declared(QStringLiteral("class (\\w+) : public (?:QDialog|CurationDialog)\\b"));
    QStringList out;
    QDirIterator files(QStringLiteral(LAPIDARY_SOURCE "/widgets"), {"*.h"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        for (auto found = declared.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();)
            out.append(found.next().captured(1));
    }
    out.removeOne(QStringLiteral("CurationDialog")); // what those of rows are made of
    return out;
}

inline DifferenceDialog *differenceWithLongWords(QWidget *parent) {
    auto *dialog = new DifferenceDialog({"/home/somebody/projects/with/a/long/way/chain-arithmetic"}, parent);
    TableDifference changed{.list = "stage", .name = "preferences of a model that was tuned before"};
    changed.values = {{"config.learning_rate", 2e-5, 5e-4},
                      {"config.target_modules", {"q_proj", "k_proj", "v_proj"}, nullptr}};
    dialog->show(
        {.tables = {{.kind = TableDifference::Kind::Added, .list = "arm", .name = "dpo", .about = "dpo, greedy"},
                    {.kind = TableDifference::Kind::Renamed, .list = "data", .name = "hard", .before = "edge"},
                    changed}});
    return dialog;
}

/// Of runs, of labels and of experiments.
inline DialogMakers dialogsOfRuns(StockWindow &o) {
    QWidget *window = &o.window;
    return {{"difference", [=] { return differenceWithLongWords(window); }},
            {"run",
             [=] {
                 RunValues run;
                 run.name = QStringLiteral("sft");
                 run.notes = QStringLiteral("the calm one");
                 return new RunDialog(run, window);
             }},
            {"change",
             [=, &o] {
                 const MethodInfo sft = smallCatalogue(o.path("worker")).algorithms.front();
                 Json settings = Json::object();
                 for (const FieldSpec &field : sft.spec) settings[field.name] = field.defaultValue;
                 return new ChangeDialog("sft", sft.spec, settings, window);
             }},
            {"live", [=] { return new LiveDialog("01-dpo", "preferences of a model", window); }},
            {"trial", [=, &o] { return new TrialDialog(featureOf<LabelFeature>(o.workspace).live(), window); }},
            {"tree pair", [=, &o] { return new TreePair(treesOf(o.workspace), window); }}};
}

/// Of data sets, and of rows that are open for curation.
inline DialogMakers dialogsOfRows(StockWindow &o) {
    QWidget *window = &o.window;
    CurationViewModel &rows = curationOf(o.workspace);
    DataViewModel &data = dataOf(o.workspace);
    OwnedSets &owned = featureOf<DataFeature>(o.workspace).owned();
    using Task = OwnedSetDialog::Task;
    const SetName edge{.name = "edge"};
    return {{"rename", [=, &owned] { return new OwnedSetDialog(owned, edge, "edge", Task::Rename, window); }},
            {"delete", [=, &owned] { return new OwnedSetDialog(owned, edge, "edge", Task::Delete, window); }},
            {"trash", [=, &owned] { return new TrashDialog(owned, window); }},
            {"mixture", [=, &data] { return new MixtureDialog(data, window); }},
            {"duplicates", [=, &rows] { return new DuplicatesDialog(rows, window); }},
            {"contamination", [=, &rows, &data] { return new ContaminationDialog(rows, data, window); }},
            {"unusual", [=, &rows] { return new UnusualDialog(rows, window); }},
            {"split", [=, &rows, &data] { return new SplitDialog(rows, data, window); }},
            {"freeze", [=, &rows, &data] { return new FreezeDialog(rows, data, FreezeDialog::Then::Train, window); }},
            {"export", [=, &rows] { return new RowExportDialog(rows, window); }},
            {"history", [=, &rows] { return new HistoryDialog(rows, 0, window); }},
            {"history of a row", [=, &rows] { return new HistoryDialog(rows, 1, window); }},
            {"versions", [=, &rows] { return new VersionsDialog(rows, window); }},
            {"tag",
             [=, &rows] {
                 return new TagDialog(rows, {1, 2}, true, window);
             }},
            {"replace", [=, &rows] { return new ReplaceDialog(rows, {}, window); }}};
}

/// Six rows with what the dialogs look for.
inline bool openRows(StockWindow &o) {
    mustWrite(o.path("project/datasets/tiny.jsonl"),
              "{\"prompt\":\"a=3;?a:\",\"completion\":\"Ta=3;A3\"}\n{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\"}\n"
              "{\"prompt\":\"数学是什么？\",\"completion\":\"一门科学\"}\n"
              "{\"prompt\":\"b=4;?b:\",\"completion\":\"A4\"}\n{\"prompt\":\"Who?\",\"completion\":\"\"}\n"
              "{\"prompt\":\"How many apples does Ann have?\",\"completion\":\"She has four and will go to the\"}\n");
    CurationViewModel &rows = curationOf(o.workspace);
    rows.open(QStringLiteral("tiny"), o.folder.filePath(QStringLiteral("project/datasets/tiny.jsonl")));
    return QTest::qWaitFor(
        [&] { return rows.stage() == CurationViewModel::Stage::Open && rows.rows()->rowCount() == 6; }, 60000);
}

} // namespace lapidary::test
