using System.Text.Json;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Queries;

/// <summary>What the log shows; null means all.</summary>
/// <param name="Actor">Part of the person's name, or the exact user id.</param>
/// <param name="Action">Beginning of the action, e.g. <c>user.</c></param>
/// <param name="Subject">Kind or id of what was changed.</param>
/// <param name="Before">Entries older than this number: the next page.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Subject = null, DateOnly? From = null, DateOnly? To = null, long? Before = null);

/// <summary>One entry, ready to be read.</summary>
public sealed record AuditRow(
    long Seq, DateTimeOffset At, string UserId, string UserName, string Action, string Entity, string EntityId, string? Before, string? After, string? Reason, string? DealerId, string Hash);

/// <summary>The newest entries of a filter, and whether older ones follow.</summary>
public sealed record AuditRows(IReadOnlyList<AuditRow> Rows, bool HasMore);

/// <summary>Reads the audit log within the caller's scope, and checks its chain.</summary>
public sealed class FindAudit(IAppDbFactory factory, AuditLog log, BusinessClock clock)
{
    public const int PageSize = 100;

    private static readonly JsonSerializerOptions s_pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<AuditRows> ListAsync(AuditFilter filter, DealerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = factory.Create(scope);
        var entries = db.Set<AuditEntry>().AsNoTracking();
        entries = filter.Actor is { } actor ? entries.Where(e => e.UserId == actor || e.UserName.Contains(actor)) : entries;
        entries = filter.Action is { } action ? entries.Where(e => e.Action.StartsWith(action)) : entries;
        entries = filter.Subject is { } subject ? entries.Where(e => e.Entity == subject || e.EntityId == subject || e.DealerId == subject) : entries;
        if (filter.From is { } from)
        {
            var start = clock.StartOf(from);
            entries = entries.Where(e => e.At >= start);
        }

        if (filter.To is { } to)
        {
            var end = clock.StartOf(to.AddDays(1));
            entries = entries.Where(e => e.At < end);
        }

        entries = filter.Before is { } before ? entries.Where(e => e.Seq < before) : entries;
        var rows = await entries.OrderByDescending(e => e.Seq).Take(PageSize + 1).ToListAsync(cancellationToken);
        return new AuditRows(
            [.. rows.Take(PageSize).Select(e => new AuditRow(e.Seq, e.At, e.UserId, e.UserName, e.Action, e.Entity, e.EntityId, Pretty(e.Before), Pretty(e.After), e.Reason, e.DealerId, e.Hash))],
            rows.Count > PageSize);
    }

    /// <summary>Recomputes the whole chain from the rows.</summary>
    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken) => log.VerifyAsync(cancellationToken);

    private static string? Pretty(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, s_pretty);
    }
}
