using System.Security.Cryptography;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Platform.Jobs;

/// <summary>Somebody else took the claim over: what this worker made must not be published.</summary>
public sealed class JobClaimLostException(string job, string period, string subject)
    : InvalidOperationException($"The claim on {job}/{period}/{subject} was taken over.");

/// <summary>Takes, renews and ends claims. Every change is one conditional statement, so two nodes cannot both win.</summary>
public sealed class JobClaims(IAppDbFactory factory, TimeProvider time, IOptions<JobsOptions> options)
{
    /// <summary>
    /// Takes the claim when nobody holds it. Null when it is done already (unless <paramref name="again"/>), held by a living worker, or has
    /// failed too often for the schedule (unless <paramref name="again"/>).
    /// </summary>
    public async Task<JobItem?> TryTakeAsync(string job, Period period, string subject, bool again, CancellationToken cancellationToken)
    {
        var periodText = period.ToString();
        await using var db = factory.Create(DealerScope.None);
        await EnsureRowAsync(db, job, periodText, subject, cancellationToken);
        var now = time.GetUtcNow();
        var leaseUntil = now.AddSeconds(options.Value.LeaseSeconds);
        var holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var maximum = options.Value.MaximumAttempts;
        var taken = await Row(db, job, periodText, subject)
            .Where(c => c.State == JobState.Running
                ? c.LeaseUntil < now
                : again || (c.State != JobState.Done && c.Attempts < maximum))
            .ExecuteUpdateAsync(
                s => s.SetProperty(c => c.State, JobState.Running)
                    .SetProperty(c => c.Fencing, c => c.Fencing + 1)
                    .SetProperty(c => c.Attempts, c => c.Attempts + 1)
                    .SetProperty(c => c.Holder, holder)
                    .SetProperty(c => c.LeaseUntil, leaseUntil)
                    .SetProperty(c => c.ChangedAt, now),
                cancellationToken);
        if (taken == 0)
        {
            return null;
        }

        var fencing = await Row(db, job, periodText, subject).Where(c => c.Holder == holder).Select(c => (long?)c.Fencing).SingleOrDefaultAsync(cancellationToken);
        return fencing is { } number ? new JobItem(this, job, period, subject, number) : null;
    }

    /// <summary>Whether the subject is in the hands of a worker at this moment.</summary>
    public async Task<bool> IsHeldAsync(string job, Period period, string subject, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await Row(db, job, period.ToString(), subject).AnyAsync(c => c.State == JobState.Running, cancellationToken);
    }

    /// <summary>Holds the claim for another lease; false when it was taken over.</summary>
    internal async Task<bool> RenewAsync(JobItem item, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var until = time.GetUtcNow().AddSeconds(options.Value.LeaseSeconds);
        return await Own(db, item).ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>Marks the claim done and writes the result in one transaction; refuses when the fencing number is no longer the newest.</summary>
    internal async Task PublishAsync(JobItem item, string resultHash, Func<AppDbContext, Task> write, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // First statement of the transaction: it locks the claim's row, so a takeover waits until the result stands or is rolled back.
        var now = time.GetUtcNow();
        var held = await Own(db, item).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.State, JobState.Done)
                .SetProperty(c => c.ResultHash, resultHash)
                .SetProperty(c => c.ErrorCode, (string?)null)
                .SetProperty(c => c.ErrorDetail, (string?)null)
                .SetProperty(c => c.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(c => c.Attempts, 0)
                .SetProperty(c => c.ChangedAt, now),
            cancellationToken);
        if (held == 0)
        {
            throw new JobClaimLostException(item.Job, item.Period.ToString(), item.Subject);
        }

        await write(db);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends the claim without a result; does nothing when it was taken over meanwhile.</summary>
    internal async Task EndAsync(JobItem item, string state, string? errorCode, string? errorDetail)
    {
        await using var db = factory.Create(DealerScope.None);
        var now = time.GetUtcNow();
        var detail = errorDetail is { Length: > 500 } ? errorDetail[..500] : errorDetail;
        await Own(db, item).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.State, state)
                .SetProperty(c => c.ErrorCode, errorCode)
                .SetProperty(c => c.ErrorDetail, detail)
                .SetProperty(c => c.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(c => c.ChangedAt, now),
            CancellationToken.None);
    }

    /// <summary>Subjects whose result for the period exists, or that failed too often for the schedule.</summary>
    public async Task<IReadOnlySet<string>> SettledAsync(string job, Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var periodText = period.ToString();
        var maximum = options.Value.MaximumAttempts;
        return await db.Set<JobClaim>().AsNoTracking()
            .Where(c => c.Job == job && c.Period == periodText && (c.State == JobState.Done || (c.State == JobState.Failed && c.Attempts >= maximum)))
            .Select(c => c.Subject).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Subjects that ended since an instant, with the state in which they did.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> EndedAsync(string job, string period, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<JobClaim>().AsNoTracking()
            .Where(c => c.Job == job && c.Period == period && c.ChangedAt >= since && (c.State == JobState.Done || c.State == JobState.Failed))
            .ToDictionaryAsync(c => c.Subject, c => c.State, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Failed items of a period.</summary>
    public async Task<IReadOnlyList<JobClaim>> FailuresAsync(string job, Period period, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var periodText = period.ToString();
        return await db.Set<JobClaim>().AsNoTracking()
            .Where(c => c.Job == job && c.Period == periodText && c.State == JobState.Failed)
            .OrderBy(c => c.Subject).ToListAsync(cancellationToken);
    }

    private static async Task EnsureRowAsync(AppDbContext db, string job, string period, string subject, CancellationToken cancellationToken)
    {
        if (await Row(db, job, period, subject).AnyAsync(cancellationToken))
        {
            return;
        }

        try
        {
            db.Add(new JobClaim { Job = job, Period = period, Subject = subject });
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another worker inserted it first: the key is unique, and that row serves as well.
            db.ChangeTracker.Clear();
            if (!await Row(db, job, period, subject).AnyAsync(cancellationToken))
            {
                throw;
            }
        }
    }

    private static IQueryable<JobClaim> Row(AppDbContext db, string job, string period, string subject) =>
        db.Set<JobClaim>().Where(c => c.Job == job && c.Period == period && c.Subject == subject);

    private static IQueryable<JobClaim> Own(AppDbContext db, JobItem item) =>
        Row(db, item.Job, item.Period.ToString(), item.Subject).Where(c => c.State == JobState.Running && c.Fencing == item.Fencing);
}

/// <summary>One claimed item in the hands of a worker.</summary>
public sealed class JobItem
{
    private readonly JobClaims claims;

    internal JobItem(JobClaims claims, string job, Period period, string subject, long fencing) =>
        (this.claims, Job, Period, Subject, Fencing) = (claims, job, period, subject, fencing);

    public string Job { get; }

    public Period Period { get; }

    public string Subject { get; }

    /// <summary>Number of this taking; put it into temporary file names, never into final ones.</summary>
    public long Fencing { get; }

    /// <summary>The run that makes it; its items may share what is dear to read.</summary>
    public Guid RunId { get; internal set; }

    internal bool IsPublished { get; private set; }

    /// <summary>
    /// Writes the result and marks the item done in one transaction. Throws <see cref="JobClaimLostException"/>, leaving nothing behind, when
    /// the lease ran out and somebody else took over.
    /// </summary>
    public async Task PublishAsync(string resultHash, Func<AppDbContext, Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        await claims.PublishAsync(this, resultHash, write, cancellationToken);
        IsPublished = true;
    }

    internal Task EndAsync(string state, string? errorCode = null, string? errorDetail = null) => claims.EndAsync(this, state, errorCode, errorDetail);
}
