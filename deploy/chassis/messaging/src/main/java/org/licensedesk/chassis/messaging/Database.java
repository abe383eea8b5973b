package org.licensedesk.chassis.messaging;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;

/** The service's own database, by plain SQL. Work that met another transaction, or a dead connection, is repeated. */
@Singleton
public class Database {
    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final int RETRIES = 5;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry managedTransactions;
    private final Jdbi plain;
    private final Jdbi managed;
    private final ThreadLocal<LastWork> current = new ThreadLocal<>();

    @Inject
    Database(AgroalDataSource dataSource, TransactionSynchronizationRegistry managedTransactions) {
        this.dataSource = dataSource;
        this.managedTransactions = managedTransactions;
        this.plain = RowsAndArrays.on(dataSource);
        this.managed = RowsAndArrays.on(dataSource);
        managed.setTransactionHandler(new CMTTransactionHandler());
    }

    /**
     * Does the work in one transaction of its own. On a collision with another transaction, or a connection that broke
     * before the commit was sent, the whole work is done again, at most five times: it must not leave traces elsewhere.
     */
    public <T> T inTransaction(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            boolean[] commitSent = new boolean[1];
            try {
                return once(work, commitSent);
            } catch (RuntimeException e) {
                boolean surelyUndone =
                        PassingFailure.isLostConnection(e) ? !commitSent[0] : PassingFailure.isCollision(e);
                if (attempt > RETRIES || !surelyUndone) {
                    throw e;
                }
                LOG.debugf("Transaction is repeated (%d of %d): %s", attempt, RETRIES, e.getMessage());
                pause(attempt);
            }
        }
    }

    /** As {@link #inTransaction}, for work without a result. */
    public void doInTransaction(Consumer<Handle> work) {
        inTransaction(handle -> {
            work.accept(handle);
            return null;
        });
    }

    /**
     * As {@link #inTransaction}, but keeps what was done only if what came of it is wanted: otherwise nothing stays of it but
     * the knowledge of what it would have done.
     */
    public <T> T inTransactionIf(Predicate<T> isWanted, Function<Handle, T> work) {
        List<T> notWanted = new ArrayList<>(1);
        try {
            return inTransaction(handle -> {
                T result = work.apply(handle);
                if (!isWanted.test(result)) {
                    notWanted.add(result);
                    throw new NotWanted();
                }
                return result;
            });
        } catch (NotWanted undone) {
            return notWanted.get(0);
        }
    }

    /** Leaves a transaction so that nothing of it stays. */
    private static final class NotWanted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotWanted() {
            super("undone on purpose", null, false, false);
        }
    }

    /** Reads without a transaction, each statement by itself; must not write, since it is repeated on a dead connection. */
    public <T> T read(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Handle handle = plain.open()) {
                return work.apply(handle);
            } catch (RuntimeException e) {
                forgetDeadConnections(e);
                if (attempt > RETRIES || !PassingFailure.isLostConnection(e)) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Joins the running JTA transaction, such as that of a {@code @Transactional} method; it decides on the commit. */
    public void inCurrentTransaction(Consumer<Handle> work) {
        if (managedTransactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("No JTA transaction is active on this thread");
        }
        LastWork outer = current.get();
        try (Handle handle = managed.open()) {
            current.set(managedWork(handle));
            work.accept(handle);
        } finally {
            current.set(outer);
        }
    }

    /**
     * Does this once, right before the transaction of the handle commits, however often it is asked for under the same
     * key. It may write and append events, and ask for further work.
     */
    public void beforeCommit(Handle tx, Object key, Consumer<Handle> work) {
        workOf(tx).add(key, work);
    }

    /** Runs when the transaction of the handle has been committed, and not when it was undone. */
    public void afterCommit(Handle tx, Runnable action) {
        LastWork work = current.get();
        if (work != null && work.isManaged()) {
            work.after(action);
        } else {
            tx.afterCommit(action);
        }
    }

    /** As {@link #inTransaction}, but every failure goes to the caller at once. */
    <T> T once(Function<Handle, T> work, boolean[] commitSent) {
        if (current.get() != null) {
            throw new IllegalStateException("A transaction is already running on this thread");
        }
        try (Handle handle = plain.open()) {
            LastWork lastWork = new LastWork(handle, false);
            current.set(lastWork);
            handle.begin();
            try {
                T result = work.apply(handle);
                lastWork.run(handle);
                commitSent[0] = true;
                handle.commit();
                return result;
            } catch (Throwable e) {
                undo(handle, e);
                throw e;
            }
        } catch (RuntimeException e) {
            forgetDeadConnections(e);
            throw e;
        } finally {
            current.remove();
        }
    }

    /** After a restart of the server every pooled connection is dead; the next caller shall not meet them one by one. */
    private void forgetDeadConnections(RuntimeException cause) {
        if (PassingFailure.isLostConnection(cause)) {
            dataSource.flush(FlushMode.IDLE);
        }
    }

    private static void undo(Handle handle, Throwable cause) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private LastWork workOf(Handle tx) {
        LastWork work = current.get();
        if (work == null || !work.isOf(tx)) {
            throw new IllegalStateException("The handle is not of the transaction running on this thread");
        }
        return work;
    }

    private LastWork managedWork(Handle handle) {
        var known = (LastWork) managedTransactions.getResource(LastWork.class);
        if (known != null) {
            return known;
        }
        LastWork work = new LastWork(handle, true);
        managedTransactions.putResource(LastWork.class, work);
        managedTransactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                if (!work.isEmpty()) {
                    inCurrentTransaction(work::run);
                }
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    work.committed();
                }
            }
        });
        return work;
    }

    private static void pause(int attempt) {
        long bound = FIRST_PAUSE_NANOS << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound));
    }
}
