// SPDX-License-Identifier: Apache-2.0
// The arena without a window and without workers: what asking once more shows, and what a vote is worth.
#include "widgets/models/arena_view_model.h"
#include <QSignalSpy>
#include <QtTest>

using namespace lapidary;

class ArenaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAnswerAskedOnceMoreIsCompared_data();
    void anAnswerAskedOnceMoreIsCompared();
    void aVoteOnACutAnswerMakesNoPair();
};

void ArenaTest::anAnswerAskedOnceMoreIsCompared_data() {
    QTest::addColumn<QVector<qint64>>("before");
    QTest::addColumn<QVector<qint64>>("now");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("same tokens") << QVector<qint64>{1, 2} << QVector<qint64>{1, 2} << "x"
                                 << "identical, all";
    QTest::newRow("other tokens") << QVector<qint64>{1, 2} << QVector<qint64>{1, 3} << "y"
                                  << "differs from token 2 on";
    QTest::newRow("remote, same text") << QVector<qint64>{} << QVector<qint64>{} << "x"
                                       << "the same text";
    QTest::newRow("remote, another text") << QVector<qint64>{} << QVector<qint64>{} << "y"
                                          << "another text";
}

void ArenaTest::anAnswerAskedOnceMoreIsCompared() {
    QFETCH(QVector<qint64>, before);
    QFETCH(QVector<qint64>, now);
    QFETCH(QString, text);
    QFETCH(QString, says);
    ArenaViewModel arena;
    arena.setArms({"a", "b"});
    QSignalSpy asked(&arena, &ArenaViewModel::asked);
    arena.ask("?", 1);
    const auto answer = [](const QString &said, const QVector<qint64> &ids) {
        Answer out{.text = said.toStdString(), .finishReason = "stop"};
        for (const qint64 id : ids) out.tokens.push_back({.id = std::int32_t(id)});
        if (ids.isEmpty()) out.tokens.push_back({.text = out.text}); // a server's own token
        return out;
    };
    arena.done(asked[0][1].toULongLong(), answer("x", before));
    arena.reproduce(asked[0][0].toInt());
    arena.done(asked.last()[1].toULongLong(), answer(text, now));
    QVERIFY2(arena.column(asked[0][0].toInt()).check.startsWith(says),
             qPrintable(arena.column(asked[0][0].toInt()).check));
}

void ArenaTest::aVoteOnACutAnswerMakesNoPair() {
    for (const bool cut : {false, true}) {
        ArenaViewModel arena;
        arena.setArms({"a", "b"});
        arena.setBlind(true);
        QSignalSpy asked(&arena, &ArenaViewModel::asked), judged(&arena, &ArenaViewModel::judged);
        arena.ask("?", 1);
        arena.done(asked[0][1].toULongLong(), {.text = "x", .finishReason = "stop"});
        arena.done(asked[1][1].toULongLong(), {.text = "y", .finishReason = cut ? "length" : "stop"});
        QVERIFY(arena.mayVote()); // the names are told all the same
        arena.vote(0);
        QVERIFY(!arena.namesAreHidden());
        QCOMPARE(judged.count(), cut ? 0 : 1);
    }
}

QTEST_MAIN(ArenaTest)
#include "tst_arena.moc"
