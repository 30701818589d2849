// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/remote_dialog.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/forms/config_form.h"
#include "widgets/models/remote_view_model.h"
#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <algorithm>

namespace lapidary {

namespace {

QString originText(const RemoteViewModel &model) {
    return model.origin() ? QString::fromStdString(model.origin()->text()) : QString();
}

} // namespace

RemoteDialog::RemoteDialog(RemoteViewModel &model, QWidget *parent)
    : QDialog(parent), model_(model), name_(new QLineEdit(this)), url_(new QLineEdit(this)), key_(new QLineEdit(this)),
      served_(new QComboBox(this)), api_(new Choice(QStringLiteral("remoteApi"), tr("API"), this)),
      plainHttp_(new Choice(QStringLiteral("remotePlain"), tr("Without https"), this)), allow_(new QCheckBox(this)),
      look_(button(tr("&Look which there are"), false, this)), more_(button(tr("&More settings"), false, this)),
      save_(button(tr("&Save"), true, this)), title_(plainLabel({}, Type::Title, false, this)),
      keyNote_(plainLabel({}, Type::Caption, true, this)), said_(plainLabel({}, Type::Caption, true, this)),
      plainLabel_(nullptr), others_(new ConfigForm(this)), problems_(new ToneLabel(Type::Body, this)) {
    setObjectName(QStringLiteral("remoteDialog"));
    prepareFields();
    makeLayout();
    connectAll();
}

void RemoteDialog::prepareFields() {
    const auto prepare = [](QWidget *field, const char *object, const QString &accessible) {
        field->setObjectName(QLatin1String(object));
        field->setAccessibleName(accessible);
    };
    prepare(name_, "remoteName", tr("Name of the remote model"));
    prepare(url_, "remoteUrl", tr("Address of the server"));
    prepare(key_, "remoteKey", tr("Key"));
    prepare(served_, "remoteServed", tr("Model of the server"));
    prepare(allow_, "remoteAllow", tr("Texts may leave this machine"));
    prepare(said_, "remoteSaid", {});
    look_->setObjectName(QStringLiteral("remoteLook"));
    more_->setObjectName(QStringLiteral("remoteMore"));
    save_->setObjectName(QStringLiteral("remoteSave"));
    name_->setPlaceholderText(tr("as experiments call it: remote:NAME"));
    url_->setPlaceholderText(QStringLiteral("https://host/v1"));
    key_->setEchoMode(QLineEdit::Password);
    served_->setEditable(true);
    served_->setInsertPolicy(QComboBox::NoInsert);
    api_->addItem(tr("Chat: the server's own chat template"), QStringLiteral("chat"));
    api_->addItem(tr("Completions: it goes on with the text"), QStringLiteral("completions"));
    plainHttp_->addItem(tr("Refuse"), QStringLiteral("refuse"));
    plainHttp_->addItem(tr("The network is mine; send no key"), QStringLiteral("without_key"));
    plainHttp_->addItem(tr("The network is mine; send the key, too"), QStringLiteral("with_key"));
    more_->setCheckable(true);
    others_->setSpec(RemoteViewModel::otherSettings());
}

void RemoteDialog::connectAll() {
    connect(name_, &QLineEdit::textEdited, &model_, &RemoteViewModel::setName);
    connect(url_, &QLineEdit::textEdited, &model_, &RemoteViewModel::setUrl);
    connect(key_, &QLineEdit::textEdited, &model_, &RemoteViewModel::setKey);
    connect(served_, &QComboBox::editTextChanged, this, [this](const QString &text) {
        if (!filling_) model_.setModel(text);
    });
    connect(api_, &QComboBox::activated, this, [this] { model_.setApi(api_->currentData().toString()); });
    connect(plainHttp_, &QComboBox::activated, this,
            [this] { model_.setPlainHttp(plainHttp_->currentData().toString()); });
    connect(allow_, &QCheckBox::clicked, &model_, &RemoteViewModel::setAllowed);
    connect(look_, &QPushButton::clicked, &model_, &RemoteViewModel::look);
    connect(save_, &QPushButton::clicked, &model_, &RemoteViewModel::save);
    connect(more_, &QPushButton::toggled, this, [this](bool on) {
        others_->setVisible(on);
        if (on)
            resize(width(), std::max(height(), 170 * kGrid));
        else
            adjustSize();
    });
    connect(others_, &ConfigForm::changed, this, [this] {
        if (!filling_ && others_->isValid()) model_.setOthers(others_->given());
        refresh();
    });
    connect(&model_, &RemoteViewModel::begun, this, &RemoteDialog::fill);
    connect(&model_, &RemoteViewModel::changed, this, &RemoteDialog::refresh);
    connect(&model_, &RemoteViewModel::saved, this, &QDialog::accept);
}

void RemoteDialog::addRow(QGridLayout *grid, const QString &label, QWidget *field, QWidget *beside) {
    const int row = grid->rowCount();
    auto *text = plainLabel(label, Type::Body, true, this);
    text->setBuddy(field);
    grid->addWidget(text, row, 0);
    grid->addWidget(field, row, 1, 1, beside ? 1 : 2);
    if (beside) grid->addWidget(beside, row, 2);
    if (field == plainHttp_) plainLabel_ = text;
}

void RemoteDialog::makeLayout() {
    for (QLabel *each : {keyNote_, said_}) each->setWordWrap(true);
    problems_->setTone(Tone::Bad);
    problems_->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(3 * kGrid);
    grid->setVerticalSpacing(2 * kGrid);
    grid->setColumnStretch(1, 1);
    addRow(grid, tr("Name"), name_);
    addRow(grid, tr("Address"), url_);
    addRow(grid, tr("Without https"), plainHttp_);
    addRow(grid, tr("Key"), key_);
    grid->addWidget(keyNote_, grid->rowCount(), 1, 1, 2);
    grid->addWidget(allow_, grid->rowCount(), 1, 1, 2);
    addRow(grid, tr("Model"), served_, look_);
    grid->addWidget(said_, grid->rowCount(), 1, 1, 2);
    addRow(grid, tr("API"), api_);
    auto *cancel = button(tr("Cancel"), false, this);
    for (QPushButton *each : {cancel, look_, more_}) each->setAutoDefault(false);
    save_->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addWidget(more_);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(save_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(title_);
    layout->addLayout(grid);
    layout->addWidget(others_, 1);
    layout->addWidget(problems_);
    layout->addStretch();
    layout->addLayout(buttons);
    others_->setVisible(false);
    setMinimumWidth(150 * kGrid);
}

void RemoteDialog::fill() {
    filling_ = true;
    const RemoteModelRequest &request = model_.request();
    setWindowTitle(model_.isNew() ? tr("Add a remote model") : tr("Change “%1”").arg(request.name));
    title_->setText(windowTitle());
    name_->setText(request.name);
    name_->setEnabled(model_.isNew()); // experiments call it so
    url_->setText(QString::fromStdString(request.endpoint.url));
    key_->clear();
    others_->setValues(describedEndpoint().write(request.endpoint));
    more_->setChecked(false);
    filling_ = false;
    refresh();
    (model_.isNew() ? name_ : url_)->setFocus();
}

void RemoteDialog::refresh() {
    filling_ = true;
    const RemoteModelRequest &request = model_.request();
    const QString origin = originText(model_);
    plainHttp_->setVisible(model_.inTheClear());
    plainLabel_->setVisible(model_.inTheClear());
    plainHttp_->setCurrentIndex(plainHttp_->findData(QString::fromStdString(request.endpoint.plainHttp)));
    api_->setCurrentIndex(api_->findData(QString::fromStdString(request.endpoint.api)));
    key_->setPlaceholderText(request.endpoint.key ? tr("the keyring holds one; empty leaves it") : tr("none"));
    keyNote_->setText(origin.isEmpty() ? tr("Kept by the system's keyring, and sent to this server only.")
                                       : tr("Kept by the system's keyring, and sent to %1 only.").arg(origin));
    allow_->setVisible(model_.leavesMachine());
    allow_->setText(tr("Prompts, and the data in them, may leave this machine for this server"));
    allow_->setChecked(request.allow);
    QStringList shown;
    for (int i = 0; i < served_->count(); ++i) shown.append(served_->itemText(i));
    if (shown != model_.offered()) {
        served_->clear();
        served_->addItems(model_.offered());
    }
    if (const QString model = QString::fromStdString(request.endpoint.model); served_->currentText().trimmed() != model)
        served_->setEditText(model);
    look_->setEnabled(model_.canLook());
    said_->setText(model_.said());
    said_->setVisible(!model_.said().isEmpty());
    QStringList wrong = model_.problems();
    for (QString &each : wrong) each.prepend(QStringLiteral("✕ "));
    problems_->setText(wrong.join(QLatin1Char('\n')));
    problems_->setVisible(!wrong.isEmpty());
    save_->setEnabled(model_.canSave() && others_->isValid());
    filling_ = false;
}

} // namespace lapidary
