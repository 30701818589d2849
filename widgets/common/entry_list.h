// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QListWidget>

namespace lapidary {

/// A list of things with a name, a line about each, and headings between groups. Texts are plain, and cut with an
/// ellipsis.
class EntryList : public QListWidget {
    Q_OBJECT
public:
    struct Entry {
        QString id{}, name{}, about{};
        QString right{};     ///< at the end of the first line: a count
        QString heading{};   ///< a group; entries of a group stand together
        bool absent = false; ///< named, but not there
    };
    EntryList(const QString &objectName, const QString &purpose, QWidget *parent = nullptr);
    /// Keeps the choice where its id is still there. No signal is sent for it.
    void setEntries(const QVector<Entry> &entries, const QString &current);
    QString currentId() const;

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace lapidary
