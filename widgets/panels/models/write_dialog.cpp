// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/write_dialog.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/models/model_writer_view_model.h"
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lapidary {

WriteDialog::WriteDialog(ModelWriterViewModel &model, QWidget *parent)
    : QDialog(parent), model_(model), what_(new Choice(QStringLiteral("writeWhat"), tr("What is written"), this)),
      dtype_(new Choice(QStringLiteral("writeDtype"), tr("Number format"), this)),
      where_(new Choice(QStringLiteral("writeWhere"), tr("Where to"), this)),
      title_(plainLabel({}, Type::Title, false, this)), meaning_(plainLabel({}, Type::Body, true, this)),
      dtypeLabel_(plainLabel(tr("Number format"), Type::Caption, true, this)),
      placeLabel_(plainLabel({}, Type::Caption, true, this)), name_(new QLineEdit(this)), target_(new QLineEdit(this)),
      browse_(button(tr("&Browse…"), false, this)), write_(button(tr("&Write"), true, this)),
      problems_(new ToneLabel(Type::Body, this)) {
    setObjectName(QStringLiteral("writeDialog"));
    name_->setObjectName(QStringLiteral("writeName"));
    name_->setAccessibleName(tr("Name in the project"));
    target_->setObjectName(QStringLiteral("writeTarget"));
    target_->setAccessibleName(tr("Folder to write to"));
    target_->setPlaceholderText(tr("a path that is not there yet"));
    where_->addItems({tr("Into this project"), tr("Into a new folder")});
    write_->setObjectName(QStringLiteral("writeStart"));
    for (const char *name : {"f32", "bf16", "f16"}) dtype_->addItem(QString::fromLatin1(name));
    makeLayout();
    connect(what_, &QComboBox::currentIndexChanged, this, [this] {
        if (!filling_) model_.setWhat(ModelWriting::What(what_->currentData().toInt()));
    });
    connect(dtype_, &QComboBox::currentTextChanged, &model_, &ModelWriterViewModel::setDtype);
    connect(where_, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (!filling_) model_.setIntoProject(index == 0);
    });
    connect(name_, &QLineEdit::textEdited, &model_, &ModelWriterViewModel::setName);
    connect(target_, &QLineEdit::textEdited, &model_, &ModelWriterViewModel::setTarget);
    connect(browse_, &QPushButton::clicked, this, &WriteDialog::browse);
    connect(write_, &QPushButton::clicked, &model_, &ModelWriterViewModel::start);
    connect(&model_, &ModelWriterViewModel::started, this, &QDialog::accept);
    connect(&model_, &ModelWriterViewModel::begun, this, &WriteDialog::fill);
    connect(&model_, &ModelWriterViewModel::changed, this, &WriteDialog::refresh);
}

QLayout *WriteDialog::makeWhat() {
    auto *what = new QGridLayout;
    what->setHorizontalSpacing(3 * kGrid);
    what->setVerticalSpacing(kGrid);
    auto *whatLabel = plainLabel(tr("What"), Type::Caption, true, this);
    whatLabel->setBuddy(what_);
    dtypeLabel_->setBuddy(dtype_);
    what->addWidget(whatLabel, 0, 0);
    what->addWidget(dtypeLabel_, 0, 1);
    what->addWidget(what_, 1, 0);
    what->addWidget(dtype_, 1, 1);
    what->setColumnStretch(0, 1);
    return what;
}

QLayout *WriteDialog::makeWhere() {
    auto *whereLabel = plainLabel(tr("Where to"), Type::Caption, true, this);
    whereLabel->setBuddy(where_);
    auto *place = new QHBoxLayout;
    place->setSpacing(2 * kGrid);
    place->addWidget(name_, 1);
    place->addWidget(target_, 1);
    place->addWidget(browse_);
    auto *where = new QGridLayout;
    where->setHorizontalSpacing(3 * kGrid);
    where->setVerticalSpacing(kGrid);
    where->addWidget(whereLabel, 0, 0);
    where->addWidget(placeLabel_, 0, 1);
    where->addWidget(where_, 1, 0);
    where->addLayout(place, 1, 1);
    where->setColumnStretch(1, 1);
    return where;
}

void WriteDialog::makeLayout() {
    meaning_->setWordWrap(true);
    problems_->setTone(Tone::Bad);
    problems_->setWordWrap(true);
    auto *what = makeWhat();
    auto *where = makeWhere();
    auto *cancel = button(tr("Cancel"), false, this);
    cancel->setAutoDefault(false);
    browse_->setAutoDefault(false);
    write_->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addWidget(problems_, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(write_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(title_);
    layout->addLayout(what);
    layout->addWidget(meaning_);
    layout->addSpacing(2 * kGrid);
    layout->addLayout(where);
    layout->addStretch();
    layout->addSpacing(2 * kGrid);
    layout->addLayout(buttons);
    resize(150 * kGrid, 84 * kGrid);
}

void WriteDialog::fill() {
    filling_ = true;
    setWindowTitle(tr("Write “%1”").arg(model_.sourceName()));
    title_->setText(windowTitle());
    what_->clear();
    for (const ModelWriting::What what : model_.choices()) {
        const QString text = what == ModelWriting::Copy     ? tr("As it is: the same files")
                             : what == ModelWriting::Merged ? tr("A whole model, adapters merged (safetensors)")
                                                            : tr("One adapter (PEFT)");
        what_->addItem(text, int(what));
    }
    what_->setCurrentIndex(what_->findData(int(model_.what())));
    name_->setText(model_.name());
    target_->setText(model_.target());
    filling_ = false;
    refresh();
}

void WriteDialog::refresh() {
    filling_ = true;
    const bool whole = model_.what() == ModelWriting::Merged;
    dtype_->setVisible(whole);
    dtypeLabel_->setVisible(whole);
    meaning_->setText(model_.what() == ModelWriting::Copy
                          ? tr("A folder that transformers, PEFT and vLLM read, byte for byte as it lies here.")
                      : whole ? tr("Hugging Face layout with its tokenizer: it needs no adapter any more, and can be "
                                   "trained on or compared.")
                              : tr("A PEFT folder that stands on the same base as its parts."));
    const bool inside = model_.intoProject();
    where_->setCurrentIndex(inside ? 0 : 1);
    where_->setEnabled(model_.mayGoIntoProject());
    where_->setToolTip(
        model_.mayGoIntoProject() ? QString() : tr("It lies in the project already, or the project can only be read."));
    placeLabel_->setText(inside ? tr("Name") : tr("Folder"));
    name_->setVisible(inside);
    target_->setVisible(!inside);
    browse_->setVisible(!inside);
    if (target_->text().trimmed() != model_.target()) target_->setText(model_.target());
    QStringList wrong = model_.problems();
    for (QString &each : wrong) each.prepend(QStringLiteral("✕ "));
    problems_->setText(wrong.join(QLatin1Char('\n')));
    write_->setEnabled(wrong.isEmpty());
    filling_ = false;
}

/// The folder around it is chosen; its own name is the model's.
void WriteDialog::browse() {
    auto *dialog = new QFileDialog(this, tr("Write the model into this folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { model_.setTarget(QDir(folder).filePath(model_.name())); });
    dialog->open();
}

} // namespace lapidary
