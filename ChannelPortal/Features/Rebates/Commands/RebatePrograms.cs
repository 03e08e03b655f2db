using System.Text.Json;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Commands;

/// <summary>Drafts a programme, or a new version of one. What is in force is never changed: its successor begins with a later period.</summary>
/// <param name="ProgramId">Null for a new programme.</param>
/// <param name="Trial">The back-test of exactly this rule, when one was made.</param>
[Permission(RebatesPermissions.Design)]
internal sealed record SaveRebateDraft(string? ProgramId, string Name, string NameEn, DateOnly FromOn, RebateRule Rule, RebateBackTest? Trial) : ICommand<RebateDraftSaved>;

internal sealed record RebateDraftSaved(string ProgramId, int No);

internal sealed class SaveRebateDraftHandler(BusinessClock clock) : ICommandHandler<SaveRebateDraft, RebateDraftSaved>
{
    private const int LongestName = 100;

    public async Task<Result<RebateDraftSaved>> HandleAsync(SaveRebateDraft command, CommandContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > LongestName || string.IsNullOrWhiteSpace(command.NameEn) || command.NameEn.Length > LongestName)
        {
            return Error.Of("rebate_name", LongestName).On("name");
        }

        if (command.Rule.Fault() is { } fault)
        {
            return Error.Of("rebate_rule", fault).On("rule");
        }

        var (db, today) = (context.Db, clock.DayOf(context.Now));
        var from = command.Rule.PeriodOf(command.FromOn).Start;
        if (from < command.Rule.PeriodOf(today).Start)
        {
            return Error.Of("rebate_from_past", command.Rule.PeriodOf(today).Start).On("fromOn");
        }

        var program = command.ProgramId is null ? null : await db.Set<RebateProgram>().SingleOrDefaultAsync(p => p.Id == command.ProgramId, cancellationToken);
        if (command.ProgramId is not null && program is null)
        {
            return Error.NotFound;
        }

        if (program is null)
        {
            program = new RebateProgram
            {
                Id = await DocumentNumbers.NextAsync(db, "RP", today, cancellationToken), Name = command.Name.Trim(), NameEn = command.NameEn.Trim(), CreatedBy = context.Caller.Name, CreatedAt = context.Now,
            };
            db.Add(program);
        }

        var versions = await db.Set<RebateVersion>().Where(v => v.ProgramId == program.Id).OrderBy(v => v.No).ToListAsync(cancellationToken);
        if (versions.Exists(v => v.State == RebateVersion.Review))
        {
            return Error.Of("rebate_in_review");
        }

        if (versions.LastOrDefault(v => v.State == RebateVersion.Approved) is { } last && from <= last.FromOn)
        {
            return Error.Of("rebate_from_taken", last.FromOn).On("fromOn");
        }

        var draft = versions.Find(v => v.State == RebateVersion.Draft);
        if (draft is null)
        {
            draft = new RebateVersion { ProgramId = program.Id, No = versions.Count + 1, Text = "", CreatedBy = "", CreatedByName = "" };
            db.Add(draft);
        }

        if (versions.TrueForAll(v => v.State != RebateVersion.Approved))
        {
            (program.Name, program.NameEn) = (command.Name.Trim(), command.NameEn.Trim());
        }

        (draft.FromOn, draft.Text, draft.Trial) = (from, command.Rule.ToJson(), command.Trial is { } trial && trial.Digest == command.Rule.Digest ? JsonSerializer.Serialize(trial) : null);
        (draft.CreatedBy, draft.CreatedByName, draft.CreatedAt) = (context.Caller.UserId, context.Caller.Name, context.Now);
        draft.Version++;
        program.Version++;
        context.Audit("rebates.draft", "rebate_program", program.Id, after: new { draft.No, draft.FromOn, command.Rule });
        return new RebateDraftSaved(program.Id, draft.No);
    }
}

/// <summary>Hands the draft to somebody else to decide. It has to have been tried on last year first.</summary>
[Permission(RebatesPermissions.Design)]
internal sealed record SubmitRebateDraft(string ProgramId) : ICommand<int>;

internal sealed class SubmitRebateDraftHandler : ICommandHandler<SubmitRebateDraft, int>
{
    public async Task<Result<int>> HandleAsync(SubmitRebateDraft command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<RebateVersion>().SingleOrDefaultAsync(v => v.ProgramId == command.ProgramId && v.State == RebateVersion.Draft, cancellationToken) is not { } draft)
        {
            return Error.NotFound;
        }

        if (draft.Trial is null)
        {
            return Error.Of("rebate_not_tried");
        }

        draft.State = RebateVersion.Review;
        draft.Version++;
        context.Audit("rebates.submit", "rebate_program", draft.ProgramId, after: new { draft.No });
        return draft.No;
    }
}

/// <summary>Another person's answer to a draft.</summary>
[Permission(RebatesPermissions.Approve)]
internal sealed record DecideRebateDraft(string ProgramId, bool IsApproved, string? Reason) : ICommand<string>;

internal sealed class DecideRebateDraftHandler(BusinessClock clock) : ICommandHandler<DecideRebateDraft, string>
{
    public async Task<Result<string>> HandleAsync(DecideRebateDraft command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<RebateVersion>().SingleOrDefaultAsync(v => v.ProgramId == command.ProgramId && v.State == RebateVersion.Review, cancellationToken) is not { } draft)
        {
            return Error.NotFound;
        }

        if (draft.CreatedBy == context.Caller.UserId)
        {
            return Error.Of("rebate_own_draft");
        }

        if (!command.IsApproved && string.IsNullOrWhiteSpace(command.Reason))
        {
            return Error.Of("rebate_reason").On("reason");
        }

        // Approved in a later period than it was meant for: it begins with the one that runs.
        var first = draft.Rule.PeriodOf(clock.DayOf(context.Now)).Start;
        (draft.State, draft.FromOn) = (command.IsApproved ? RebateVersion.Approved : RebateVersion.Refused, draft.FromOn < first ? first : draft.FromOn);
        (draft.DecidedBy, draft.DecidedByName, draft.DecidedAt, draft.Reason) = (context.Caller.UserId, context.Caller.Name, context.Now, command.Reason?.Trim());
        draft.Version++;
        context.Audit("rebates.decide", "rebate_program", draft.ProgramId, after: new { draft.No, draft.State, draft.FromOn }, reason: command.Reason);
        return draft.State;
    }
}

/// <summary>Ends a programme with the period that runs. What it owes is paid as ever.</summary>
[Permission(RebatesPermissions.Approve)]
internal sealed record CloseRebateProgram(string ProgramId, string Reason) : ICommand<DateOnly>;

internal sealed class CloseRebateProgramHandler(BusinessClock clock) : ICommandHandler<CloseRebateProgram, DateOnly>
{
    public async Task<Result<DateOnly>> HandleAsync(CloseRebateProgram command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<RebateProgram>().SingleOrDefaultAsync(p => p.Id == command.ProgramId, cancellationToken) is not { ClosedOn: null } program)
        {
            return Error.NotFound;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return Error.Of("rebate_reason").On("reason");
        }

        var today = clock.DayOf(context.Now);
        var version = await Data.RebateEngine.InForceAsync(context.Db, program.Id, today, cancellationToken);
        program.ClosedOn = version?.Rule.PeriodOf(today).End ?? today;
        program.Version++;
        context.Audit("rebates.close", "rebate_program", program.Id, after: new { program.ClosedOn }, reason: command.Reason);
        return program.ClosedOn.Value;
    }
}
