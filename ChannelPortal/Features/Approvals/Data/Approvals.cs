using System.Text.Json;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Data;

/// <inheritdoc cref="IApprovals"/>
internal sealed class Approvals(BusinessClock clock, TimeProvider time) : IApprovals
{
    public async Task<ApprovalState> SubmitAsync(CommandContext context, ApprovalDocument document, CancellationToken cancellationToken)
    {
        var last = await LastAsync(context.Db, document.Kind, document.DocId, cancellationToken);
        if (last is { State: not ApprovalRequest.Withdrawn } && last.Fingerprint == document.Fingerprint)
        {
            return last.State switch { ApprovalRequest.Approved => ApprovalState.Approved, ApprovalRequest.Rejected => ApprovalState.Rejected, _ => ApprovalState.Pending };
        }

        if (last is { State: ApprovalRequest.Pending })
        {
            await CloseAsync(context, last, ApprovalRequest.Withdrawn, cancellationToken);
        }

        if (await PathAsync(context.Db, document, cancellationToken) is not { } path)
        {
            return ApprovalState.NotNeeded;
        }

        var request = new ApprovalRequest
        {
            Id = SequentialId.New(time),
            DocKind = document.Kind,
            DocId = document.DocId,
            DealerId = document.DealerId,
            Fingerprint = document.Fingerprint,
            Summary = document.Summary.Length <= 500 ? document.Summary : document.Summary[..500],
            Amount = document.Figures.TryGetValue("amount", out var amount) ? Money.ToMinor(amount) : 0,
            RequestedBy = context.Caller.UserId,
            RequestedByName = context.Caller.Name,
            RequestedAt = context.Now,
            RuleName = path.Name,
            Path = path.Steps,
        };
        context.Db.Add(request);
        OpenStep(context, request);
        context.Record(FactOf(request));
        context.Audit("approvals.requested", document.Kind, document.DocId, null, new { path.Name, request.Fingerprint }, dealerId: document.DealerId);
        return ApprovalState.Pending;
    }

    public async Task<bool> IsPendingAsync(AppDbContext db, string kind, string docId, CancellationToken cancellationToken) =>
        await LastAsync(db, kind, docId, cancellationToken) is { State: ApprovalRequest.Pending };

    public async Task WithdrawAsync(CommandContext context, string kind, string docId, CancellationToken cancellationToken)
    {
        if (await LastAsync(context.Db, kind, docId, cancellationToken) is { State: ApprovalRequest.Pending } request)
        {
            await CloseAsync(context, request, ApprovalRequest.Withdrawn, cancellationToken);
            context.Audit("approvals.withdrawn", kind, docId, dealerId: request.DealerId);
        }
    }

    /// <summary>Asks everybody of the request's current step.</summary>
    public void OpenStep(CommandContext context, ApprovalRequest request)
    {
        var step = request.Steps[request.Step];
        foreach (var approver in step.Approvers)
        {
            context.Db.Add(new ApprovalTask
            {
                Id = SequentialId.New(time),
                RequestId = request.Id,
                DealerId = request.DealerId,
                Step = request.Step,
                Approver = approver,
                DueAt = context.Now.AddHours(step.SlaHours),
            });
        }
    }

    /// <summary>Ends the request; nobody is asked any more.</summary>
    public async Task CloseAsync(CommandContext context, ApprovalRequest request, string state, CancellationToken cancellationToken)
    {
        (request.State, request.ClosedAt) = (state, context.Now);
        request.Version++;
        foreach (var task in await WaitingAsync(context.Db, request.Id, cancellationToken))
        {
            task.State = ApprovalTask.Obsolete;
            task.Version++;
        }

        context.Record(FactOf(request));
    }

    /// <summary>Tasks that nobody answered, neither in the database nor in this command so far.</summary>
    public static async Task<List<ApprovalTask>> WaitingAsync(AppDbContext db, Guid requestId, CancellationToken cancellationToken) =>
        (await db.Set<ApprovalTask>().Where(t => t.RequestId == requestId && t.State == ApprovalTask.Waiting).ToListAsync(cancellationToken))
        .FindAll(t => t.State == ApprovalTask.Waiting);

    /// <summary>The document's own steps, or those of the rule that fits; null when nobody is to be asked.</summary>
    private static async Task<(string Name, string Steps)?> PathAsync(AppDbContext db, ApprovalDocument document, CancellationToken cancellationToken)
    {
        if (document.Steps is { Count: > 0 } own)
        {
            return ("", JsonSerializer.Serialize(own));
        }

        var rules = await db.Set<ApprovalRule>().AsNoTracking().Where(r => r.DocKind == document.Kind && r.IsEnabled).ToListAsync(cancellationToken);
        return ApprovalRule.Choose(rules, document.Figures) is { } rule ? (rule.Name, rule.Steps) : null;
    }

    /// <summary>The one that waits, if one does; ids of one moment have no order.</summary>
    private static Task<ApprovalRequest?> LastAsync(AppDbContext db, string kind, string docId, CancellationToken cancellationToken) =>
        db.Set<ApprovalRequest>().Where(r => r.DocKind == kind && r.DocId == docId)
            .OrderByDescending(r => r.State == ApprovalRequest.Pending).ThenByDescending(r => r.RequestedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);

    public ApprovalFact FactOf(ApprovalRequest request) => new()
    {
        ApprovalId = request.Id.ToString(),
        DealerId = request.DealerId,
        DocKind = request.DocKind,
        RequestedOn = clock.DayOf(request.RequestedAt),
        RequestedAt = request.RequestedAt,
        DecidedAt = request.ClosedAt,
        SlaHours = request.Steps.Sum(s => s.SlaHours),
        Outcome = request.State switch { ApprovalRequest.Approved => "approved", ApprovalRequest.Rejected => "rejected", ApprovalRequest.Withdrawn => "expired", _ => null },
    };
}
