// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/split_dialog.h"
#include "core/workbench/labels/label_queue.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/theme.h"
#include "widgets/models/curation_wording.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/qt_text.h"
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace lapidary {

SplitDialog::SplitDialog(CurationViewModel &model, DataViewModel &project, QWidget *parent)
    : CurationDialog(model, QStringLiteral("splitDialog"), tr("Split"),
                     tr("The %1 on show are dealt among parts by their weights; each row is tagged with its part. The "
                        "same rows, settings and seed give the same parts. A part without a name is none.")
                         .arg(rowsWord(model.rows()->rowCount())),
                     parent),
      data_(project), how_(new Choice(QStringLiteral("splitHow"), tr("How rows are dealt"), this)),
      column_(new Choice(QStringLiteral("splitColumn"), tr("Column"), this)), seed_(new QSpinBox(this)),
      freeze_(new CheckBox(tr("Also &freeze each part as a data set of the experiment"), this)) {
    addFields();
    body()->addStretch();
    apply_ = addButton(QStringLiteral("splitApply"), tr("&Split"), true);
    connect(how_, &QComboBox::currentIndexChanged, this, &SplitDialog::refresh);
    connect(freeze_, &QCheckBox::toggled, this, &SplitDialog::refresh);
    connect(apply_, &QPushButton::clicked, this, &SplitDialog::apply);
    connect(&data_, &DataViewModel::frozen, this, [this](const QString &name, const QString &why) {
        if (unsaved_.empty() || unsaved_.front().first != name) return;
        unsaved_.erase(unsaved_.begin());
        if (why.isEmpty()) return addParts();
        unsaved_.clear();
        setProblem(why);
        refresh();
    });
    resize(130 * kGrid, 110 * kGrid);
    parts_.first().first->setFocus();
    refresh();
}

void SplitDialog::addFields() {
    int number = 0;
    for (const auto &[name, weight] : {std::pair("train", 90.0), {"test", 10.0}, {"", 10.0}}) {
        auto *part = new QLineEdit(QLatin1String(name), this);
        auto *share = new QDoubleSpinBox(this);
        part->setObjectName(QStringLiteral("part-%1").arg(++number));
        part->setAccessibleName(tr("Name of part %1").arg(number));
        share->setObjectName(QStringLiteral("weight-%1").arg(number));
        share->setAccessibleName(tr("Weight of part %1").arg(number));
        share->setRange(0.01, 1e6);
        share->setValue(weight);
        auto *both = new QWidget(this);
        auto *line = new QHBoxLayout(both);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(2 * kGrid);
        line->addWidget(part, 2);
        line->addWidget(share, 1);
        addField(tr("Part %1").arg(number), both);
        parts_.append({part, share});
        connect(part, &QLineEdit::textChanged, this, &SplitDialog::refresh);
    }
    using How = SplitConfig::How;
    how_->addItem(tr("at random"), int(How::Random));
    how_->addItem(tr("each value of the column by the weights"), int(How::Stratified));
    how_->addItem(tr("rows of one value stay together"), int(How::Grouped));
    column_->addItem(tr("all tags of the row"), QString());
    for (const QString &each : model().state().columns) column_->addItem(each, each);
    seed_->setObjectName(QStringLiteral("splitSeed"));
    seed_->setRange(0, 1'000'000'000);
    addField(tr("&Dealt"), how_);
    addField(tr("&Column"), column_);
    addField(tr("S&eed"), seed_);
    freeze_->setObjectName(QStringLiteral("splitFreeze"));
    addField({}, freeze_);
}

QString SplitDialog::nameOf(const std::string &part) const {
    return QStringLiteral("%1-%2").arg(const_cast<SplitDialog *>(this)->model().name(), toQt(part));
}

SplitConfig SplitDialog::config() const {
    SplitConfig out{.how = SplitConfig::How(how_->currentData().toInt()), .seed = std::uint64_t(seed_->value())};
    if (out.how != SplitConfig::How::Random) out.column = fromQt(column_->currentData().toString());
    for (const auto &[name, weight] : parts_)
        if (!name->text().trimmed().isEmpty()) out.parts.emplace_back(fromQt(name->text().trimmed()), weight->value());
    return out;
}

void SplitDialog::refresh() {
    for (const auto &[name, weight] : parts_) weight->setEnabled(!name->text().trimmed().isEmpty());
    column_->setEnabled(how_->currentData().toInt() != int(SplitConfig::How::Random));
    QString taken;
    for (const auto &part : config().parts)
        if (freeze_->isChecked() && data_.isTaken(nameOf(part.first))) taken = nameOf(part.first);
    const bool saving = isBusy() || !unsaved_.empty();
    setResult(taken.isEmpty() || saving ? QString()
                                        : tr("The experiment has a data set called “%1” already.").arg(taken));
    apply_->setEnabled(!saving && taken.isEmpty());
}

/// The rows on show that have the part's tag now; they are where the split has put them.
Status SplitDialog::freezeParts(const fs::path &project, const std::string &name, RowStore &rows, const RowQuery &query,
                                const SplitConfig &config, Parts &out, const StoreWork &work) {
    for (const auto &part : config.parts) {
        RowQuery ofPart = query;
        ofPart.tags.push_back(part.first);
        auto written = writeFrozen(project, rows, name, ofPart, annotatorHere(), work);
        if (!written) return unexpected(written.error());
        out.emplace_back(toQt(name + "-" + part.first), std::move(*written));
    }
    return {};
}

void SplitDialog::addParts() {
    if (unsaved_.empty()) return accept();
    data_.addFrozen(unsaved_.front().second, unsaved_.front().first);
}

void SplitDialog::apply() {
    const auto parts = std::make_shared<Parts>();
    runStep(
        tr("Dealing"),
        [query = model().query(), config = config(), freeze = freeze_->isChecked(), parts,
         project = fs::path(fromQt(model().project())),
         name = fromQt(model().name())](RowStore &rows, const StoreWork &work) -> Result<RowStep> {
            const auto dealt = splitRows(rows, query, config, work);
            if (!dealt) return unexpected(dealt.error());
            auto step = tagParts(rows, *dealt, config, annotatorHere(), work);
            if (!step || !freeze) return step;
            auto frozen = freezeParts(project, name, rows, query, config, *parts, work);
            return frozen ? step : Result<RowStep>(unexpected(frozen.error()));
        },
        [this, parts](const RowStep &) {
            unsaved_ = std::move(*parts);
            addParts();
        });
}

} // namespace lapidary
