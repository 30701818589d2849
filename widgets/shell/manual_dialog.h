// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/panel.h"
#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace lapidary {

/// The manual: a page a panel with its keys, and one before them.
class ManualDialog : public QDialog {
    Q_OBJECT
public:
    struct Page {
        QString id{}, title{};
        QStringList paragraphs{};
        QVector<KeyHelp> keys{};
    };
    ManualDialog(QVector<Page> pages, const QString &first, QWidget *parent = nullptr);

private:
    void show(int page);
    QVector<Page> pages_;
    QListWidget *list_;
    QTextBrowser *text_;
};

} // namespace lapidary
