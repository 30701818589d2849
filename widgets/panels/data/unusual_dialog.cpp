// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/unusual_dialog.h"
#include "core/data/language.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/check_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/qt_text.h"
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <algorithm>

namespace lapidary {

namespace {

enum Column { What, Rows, Tag, Columns };

QString flagWord(RowFlag flag) {
    switch (flag) {
    case RowFlag::EmptyAnswer:
        return UnusualDialog::tr("No answer");
    case RowFlag::Repeats:
        return UnusualDialog::tr("The same words again and again");
    case RowFlag::CutOff:
        return UnusualDialog::tr("Cut off within a sentence or code");
    case RowFlag::NoEndMark:
        return UnusualDialog::tr("Prose without a mark at its end");
    case RowFlag::CopiesPrompt:
        return UnusualDialog::tr("The answer says the question again");
    case RowFlag::Refusal:
        return UnusualDialog::tr("Refuses to answer");
    case RowFlag::OddCharacters:
        return UnusualDialog::tr("Characters that nobody sees");
    case RowFlag::VeryShort:
        return UnusualDialog::tr("Very short beside the others");
    case RowFlag::VeryLong:
        break;
    }
    return UnusualDialog::tr("Very long beside the others");
}

/// Why such rows are worth a look.
QString flagTip(RowFlag flag, const UsualLengths &usual) {
    const QLocale locale;
    switch (flag) {
    case RowFlag::EmptyAnswer:
        return UnusualDialog::tr("A model learns to say nothing from these.");
    case RowFlag::Repeats:
        return UnusualDialog::tr("Shares of repeated runs of words beyond those of Rae et al. 2021.");
    case RowFlag::CutOff:
        return UnusualDialog::tr("The answer ends behind a comma, a word that must go on, or within code.");
    case RowFlag::NoEndMark:
        return UnusualDialog::tr("Eight words or more, and no mark behind the last.");
    case RowFlag::CopiesPrompt:
        return UnusualDialog::tr("All of the last question stands in the answer.");
    case RowFlag::Refusal:
        return UnusualDialog::tr("Begins in the words that models refuse with, in English or Chinese.");
    case RowFlag::OddCharacters:
        return UnusualDialog::tr("Controls, marks of direction, replacement characters, private ones.");
    case RowFlag::VeryShort:
        return UnusualDialog::tr("Fewer than %1 characters, by the median of all rows.")
            .arg(locale.toString(usual.least));
    case RowFlag::VeryLong:
        break;
    }
    return UnusualDialog::tr("More than %1 characters, by the median of all rows.").arg(locale.toString(usual.most));
}

QString languageWord(const std::string &code) {
    if (code == kUnknownLanguage) return UnusualDialog::tr("Language not known: too short, code or numbers");
    const QLocale locale(toQt(code));
    // Of a language that is spoken in several countries the name of the language alone.
    const bool plain = locale.language() == QLocale::English;
    const QString name = locale.language() == QLocale::C ? QString()
                         : plain                         ? QLocale::languageToString(locale.language())
                                                         : locale.nativeLanguageName();
    return name.isEmpty() ? toQt(code) : QStringLiteral("%1 (%2)").arg(name, toQt(code));
}

} // namespace

UnusualDialog::UnusualDialog(CurationViewModel &model, QWidget *parent)
    : CurationDialog(model, QStringLiteral("unusualDialog"), tr("Unusual rows"),
                     tr("Among the %1 on show. Tick what shall be tagged or deleted, as one step that can be undone; "
                        "rows with a tag are then found by the field above the tags.")
                         .arg(rowsWord(model.rows()->rowCount())),
                     parent) {
    table_ = addTable(QStringLiteral("unusualKinds"), tr("What stands out"), {tr("What"), tr("Rows"), tr("Tag")});
    table_->horizontalHeader()->setStretchLastSection(false);
    table_->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    table_->setItemDelegateForColumn(What, new CheckDelegate(table_));
    table_->setColumnWidth(Rows, 24 * kGrid);
    table_->setColumnWidth(Tag, 36 * kGrid);
    tag_ = addButton(QStringLiteral("unusualTag"), tr("&Tag them"), true);
    delete_ = addButton(QStringLiteral("unusualDelete"), tr("&Delete them"));
    connect(tag_, &QPushButton::clicked, this, &UnusualDialog::tag);
    connect(delete_, &QPushButton::clicked, this, &UnusualDialog::remove);
    connect(table_, &QTableWidget::itemChanged, this, [this] {
        if (!found_) return;
        chosen_ = chosenOf(*found_, choice()).size();
        refresh();
    });
    resize(150 * kGrid, 126 * kGrid);
    look();
}

void UnusualDialog::look() {
    run<Found>(
        RowService::Lane::Looks, tr("Reading the rows"),
        [query = model().query()](RowStore &rows, const StoreWork &work) -> Result<Found> {
            auto found = findUnusual(rows, query, work);
            if (!found) return unexpected(found.error());
            return std::make_shared<const UnusualRows>(std::move(*found));
        },
        [this](const Found &found) { show(found); });
}

void UnusualDialog::addLine(const QString &what, std::int64_t rows, const QString &tag, const QString &tip) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    setCell(*table_, row, What, what);
    setCell(*table_, row, Rows, QLocale().toString(qint64(rows)));
    setCell(*table_, row, Tag, tag);
    QTableWidgetItem *first = table_->item(row, What);
    first->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    first->setCheckState(Qt::Unchecked);
    if (!tip.isEmpty()) first->setToolTip(tip);
    table_->item(row, Rows)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

/// What no row has is left out; languages stand behind the flags, those of most rows first.
void UnusualDialog::show(const Found &found) {
    found_.reset(); // while lines come
    table_->setRowCount(0);
    const auto flagged = found->flagged();
    for (const RowFlagInfo &info : rowFlags())
        if (const auto at = flagged.find(info.flag); at != flagged.end())
            addLine(flagWord(info.flag), at->second, toQt(std::string(info.tag)), flagTip(info.flag, found->usual));
    const auto counted = found->inLanguages();
    std::vector<std::pair<std::string, std::int64_t>> languages(counted.begin(), counted.end());
    std::stable_sort(languages.begin(), languages.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    for (const auto &[code, rows] : languages) addLine(languageWord(code), rows, toQt(languageTag(code)), {});
    found_ = found;
    if (table_->rowCount() > 0) table_->setCurrentCell(0, 0);
    table_->setFocus();
    refresh();
}

UnusualChoice UnusualDialog::choice() const {
    UnusualChoice out;
    for (int row = 0; row < table_->rowCount(); ++row) {
        if (table_->item(row, What)->checkState() != Qt::Checked) continue;
        const std::string tag = fromQt(table_->item(row, Tag)->text());
        for (const RowFlagInfo &info : rowFlags())
            if (info.tag == tag) out.flags = RowFlagSet(out.flags | bitOf(info.flag));
        for (const std::string &language : found_->languages)
            if (languageTag(language) == tag) out.languages.push_back(language);
    }
    return out;
}

void UnusualDialog::refresh() {
    const auto flagged = found_ ? found_->flagged() : std::map<RowFlag, std::int64_t>();
    setResult(!found_           ? QString()
              : chosen_ > 0     ? tr("%1 ticked.").arg(rowsWord(qint64(chosen_)))
              : flagged.empty() ? tr("Nothing stands out in these rows.")
                                : tr("%1 looked at.").arg(rowsWord(qint64(found_->rows.size()))));
    for (QPushButton *each : {tag_, delete_}) each->setEnabled(!isBusy() && chosen_ > 0 && model().canWrite());
}

void UnusualDialog::tag() {
    runStep(
        tr("Tagging"),
        [found = found_, chosen = choice()](RowStore &rows, const StoreWork &work) {
            return tagUnusual(rows, *found, chosen, annotatorHere(), work);
        },
        [this](const RowStep &) { accept(); });
}

void UnusualDialog::remove() {
    runStep(
        tr("Deleting"),
        [ids = chosenOf(*found_, choice())](RowStore &rows, const StoreWork &work) {
            const Json what = {{"unusual", ids.size()}};
            return rows.change(
                {.kind = "delete", .what = dumpJson(what), .who = annotatorHere()}, ids,
                [](const StoredRow &) -> Result<RowChange> { return RowChange{.deleted = true}; }, work);
        },
        [this](const RowStep &) { accept(); });
}

} // namespace lapidary
