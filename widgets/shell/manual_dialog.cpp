// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/manual_dialog.h"
#include "widgets/common/labels.h"
#include "widgets/common/padded_delegate.h"
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace lapidary {

namespace {

QString asHtml(const ManualDialog::Page &page) {
    QString html = QStringLiteral("<h2>%1</h2>").arg(page.title.toHtmlEscaped());
    for (const QString &each : page.paragraphs) html += QStringLiteral("<p>%1</p>").arg(each.toHtmlEscaped());
    if (page.keys.isEmpty()) return html;
    html += QStringLiteral("<h3>%1</h3><table cellspacing=\"0\" cellpadding=\"3\">")
                .arg(ManualDialog::tr("Keys").toHtmlEscaped());
    for (const KeyHelp &key : page.keys)
        html += QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(key.keys.toHtmlEscaped(), key.what.toHtmlEscaped());
    return html + QStringLiteral("</table>");
}

} // namespace

ManualDialog::ManualDialog(QVector<Page> pages, const QString &first, QWidget *parent)
    : QDialog(parent), pages_(std::move(pages)), list_(new QListWidget(this)), text_(new QTextBrowser(this)) {
    setObjectName(QStringLiteral("manualDialog"));
    setWindowTitle(tr("Manual"));
    resize(190 * kGrid, 130 * kGrid);
    list_->setObjectName(QStringLiteral("manualPages"));
    list_->setAccessibleName(tr("Pages of the manual"));
    list_->setItemDelegate(new PaddedDelegate(list_));
    list_->setFixedWidth(36 * kGrid);
    text_->setObjectName(QStringLiteral("manualText"));
    text_->setAccessibleName(tr("Page of the manual"));
    text_->setFrameShape(QFrame::NoFrame);
    text_->setOpenLinks(false);
    text_->document()->setDocumentMargin(4 * kGrid);
    int shown = 0;
    for (int i = 0; i < pages_.size(); ++i) {
        auto *item = new QListWidgetItem(pages_[i].title, list_);
        item->setSizeHint({0, 8 * kGrid});
        if (pages_[i].id == first) shown = i;
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(4 * kGrid);
    columns->addWidget(list_);
    columns->addWidget(text_, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(5 * kGrid, 4 * kGrid, 5 * kGrid, 4 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(list_, &QListWidget::currentRowChanged, this, &ManualDialog::show);
    list_->setCurrentRow(shown);
    list_->setFocus();
}

void ManualDialog::show(int page) {
    text_->setHtml(asHtml(pages_[page]));
}

} // namespace lapidary
