// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/new_project_dialog.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/shell/template_list.h"
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lapidary {

namespace {
QString nameFor(const QString &from) {
    return from.isEmpty() ? NewProjectDialog::tr("my-project") : QFileInfo(from).fileName();
}
} // namespace

NewProjectDialog::NewProjectDialog(const QString &from, const QString &parentFolder, QWidget *parent)
    : QDialog(parent), from_(from), name_(new QLineEdit(this)),
      place_(new QLineEdit(QDir::toNativeSeparators(parentFolder), this)), result_(new ToneLabel(Type::Caption, this)),
      create_(button(tr("&Create"), true, this)) {
    setObjectName(QStringLiteral("newProjectDialog"));
    setWindowTitle(tr("New project"));
    setMinimumWidth(140 * kGrid);
    name_->setObjectName(QStringLiteral("projectName"));
    name_->setAccessibleName(tr("Name of the project"));
    place_->setObjectName(QStringLiteral("projectPlace"));
    place_->setAccessibleName(tr("Folder in which it is made"));
    result_->setObjectName(QStringLiteral("projectResult"));
    result_->setWordWrap(true);
    create_->setObjectName(QStringLiteral("createProject"));
    create_->setDefault(true);
    auto *browseButton = button(tr("&Browse…"), false, this);
    auto *cancel = button(tr("Cancel"), false, this);
    for (QPushButton *each : {browseButton, cancel}) each->setAutoDefault(false);
    const QString what = tr("A project is one folder: its experiment, data, runs, labels and models.");
    auto *about =
        plainLabel(from.isEmpty() ? what : what + u' ' + tr("It begins as a copy of “%1”.").arg(nameFor(from)),
                   Type::Body, true, this);
    about->setWordWrap(true);
    if (from.isEmpty()) templates_ = new TemplateList(this);
    makeLayout(about, browseButton, cancel);
    suggestName();
    if (templates_) {
        connect(templates_, &QListWidget::currentRowChanged, this, &NewProjectDialog::suggestName);
        connect(templates_, &QListWidget::itemDoubleClicked, create_, &QPushButton::click);
    }
    connect(name_, &QLineEdit::textChanged, this, &NewProjectDialog::refresh);
    connect(place_, &QLineEdit::textChanged, this, &NewProjectDialog::refresh);
    connect(browseButton, &QPushButton::clicked, this, &NewProjectDialog::browse);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(create_, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(folder(), this->from());
        accept();
    });
    name_->setFocus();
    refresh();
}

QString NewProjectDialog::from() const {
    return templates_ ? templates_->chosen() : from_;
}

void NewProjectDialog::setTemplates(const QVector<ExperimentTemplate> &templates) {
    if (templates_) templates_->setTemplates(templates);
}

/// After what it begins with, until the person says otherwise.
void NewProjectDialog::suggestName() {
    if (name_->text() != suggested_) return;
    name_->setText(nameFor(from()));
    for (int number = 2; QFileInfo::exists(folder()) && number < 1000; ++number)
        name_->setText(QStringLiteral("%1-%2").arg(nameFor(from())).arg(number));
    suggested_ = name_->text();
    name_->selectAll();
}

void NewProjectDialog::makeLayout(QWidget *about, QWidget *browseButton, QWidget *cancel) {
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    grid->setHorizontalSpacing(4 * kGrid);
    grid->setVerticalSpacing(3 * kGrid);
    grid->addWidget(plainLabel(windowTitle(), Type::Title, false, this), 0, 0, 1, 3);
    grid->addWidget(about, 1, 0, 1, 3);
    int row = 2;
    if (templates_) grid->addWidget(templates_, row++, 0, 1, 3);
    const int fields = row;
    for (auto [text, editor] : {std::pair(tr("&Name"), name_), {tr("&Folder"), place_}}) {
        auto *label = plainLabel(text, Type::Body, true, this);
        label->setBuddy(editor);
        grid->addWidget(label, row, 0);
        grid->addWidget(editor, row++, 1);
    }
    grid->addWidget(browseButton, fields + 1, 2);
    grid->addWidget(result_, fields + 2, 1, 1, 2);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(create_);
    grid->addLayout(buttons, fields + 3, 0, 1, 3);
}

QString NewProjectDialog::folder() const {
    QString place = place_->text().trimmed();
    if (place == QLatin1String("~") || place.startsWith(QLatin1String("~/"))) place.replace(0, 1, QDir::homePath());
    return QDir::cleanPath(place + QLatin1Char('/') + name_->text().trimmed());
}

void NewProjectDialog::browse() {
    auto *dialog = new QFileDialog(this, tr("Choose the folder in which the project is made"), place_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOptions(QFileDialog::ShowDirsOnly | QFileDialog::ReadOnly); // choosing deletes and renames nothing
    connect(dialog, &QFileDialog::fileSelected, place_, &QLineEdit::setText);
    dialog->open();
}

void NewProjectDialog::refresh() {
    const QString name = name_->text().trimmed();
    const QFileInfo place(folder());
    QString problem;
    if (name.isEmpty())
        problem = tr("Give the project a name.");
    else if (name.contains(QLatin1Char('/')) || name == QLatin1String(".") || name == QLatin1String(".."))
        problem = tr("A name has no slash and is not . or ..");
    else if (!place.isAbsolute())
        problem = tr("The folder must be a whole path, from / or ~.");
    else if (place.exists())
        problem = tr("%1 is there already.").arg(place.filePath());
    result_->setText(problem.isEmpty() ? place.filePath() : QStringLiteral("✕ ") + problem);
    result_->setTone(problem.isEmpty() ? Tone::Neutral : Tone::Bad);
    create_->setEnabled(problem.isEmpty());
}

} // namespace lapidary
