using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Keeps matching alerts quiet for a while. Who does not see every dealer names one of his own.</summary>
[Permission("alerts.acknowledge")]
internal sealed record CreateSilence(string? DealerId, string? AreaId, string? Kind, string? Severity, DateTimeOffset EndsAt, string Reason) : ICommand<Guid>;

internal sealed class CreateSilenceHandler(TimeProvider time) : ICommandHandler<CreateSilence, Guid>
{
    private const int MaximumDays = 90;

    public async Task<Result<Guid>> HandleAsync(CreateSilence command, CommandContext context, CancellationToken cancellationToken)
    {
        var errors = new List<Error>();
        if (new AlertMatcher(command.DealerId, command.AreaId, command.Kind, command.Severity).IsEmpty)
        {
            errors.Add(Error.Of("silence_matches_all").On("dealer"));
        }

        if (command.EndsAt <= context.Now)
        {
            errors.Add(Error.Of("alert_past").On("end"));
        }
        else if (command.EndsAt > context.Now.AddDays(MaximumDays))
        {
            errors.Add(Error.Of("alert_too_far", MaximumDays).On("end"));
        }

        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > 500)
        {
            errors.Add(Error.Of("silence_reason").On("reason"));
        }

        if (command.DealerId is { } dealer ? !await context.Db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealer, cancellationToken) : !context.Caller.Scope.IsAll)
        {
            errors.Add(Error.Of("silence_dealer", command.DealerId).On("dealer"));
        }

        if (errors.Count > 0)
        {
            return Result<Guid>.Fail(errors);
        }

        var silence = new AlertSilence
        {
            Id = SequentialId.New(time),
            DealerId = command.DealerId,
            AreaId = command.AreaId,
            Kind = command.Kind,
            Severity = command.Severity,
            StartsAt = context.Now,
            EndsAt = command.EndsAt,
            Reason = command.Reason.Trim(),
            CreatedBy = context.Caller.Name,
        };
        context.Db.Add(silence);
        context.Audit("alert.silenced", "alert_silence", silence.Id.ToString(), after: new { silence.Matcher, silence.EndsAt }, reason: silence.Reason, dealerId: silence.DealerId);
        return silence.Id;
    }
}

/// <summary>Ends a silence now.</summary>
[Permission("alerts.acknowledge")]
internal sealed record EndSilence(Guid Id) : ICommand<bool>;

internal sealed class EndSilenceHandler : ICommandHandler<EndSilence, bool>
{
    public async Task<Result<bool>> HandleAsync(EndSilence command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<AlertSilence>().SingleOrDefaultAsync(s => s.Id == command.Id, cancellationToken) is not { } silence)
        {
            return Error.NotFound;
        }

        if (silence.EndsAt > context.Now)
        {
            silence.EndsAt = context.Now;
            context.Audit("alert.silence-ended", "alert_silence", silence.Id.ToString(), dealerId: silence.DealerId);
        }

        return true;
    }
}

/// <summary>A recurring quiet time.</summary>
[Permission("alerts.rules")]
internal sealed record CreateMuteTiming(string Name, string? AreaId, string? Kind, string? Severity, int Weekdays, int FromMinute, int ToMinute) : ICommand<Guid>;

internal sealed class CreateMuteTimingHandler(TimeProvider time) : ICommandHandler<CreateMuteTiming, Guid>
{
    private const int Minutes = 24 * 60;

    public Task<Result<Guid>> HandleAsync(CreateMuteTiming command, CommandContext context, CancellationToken cancellationToken)
    {
        var errors = new List<Error>();
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > 100)
        {
            errors.Add(Error.Of("mute_name").On("name"));
        }

        if (command.Weekdays is < 1 or > 127 || command.FromMinute is < 0 or > Minutes || command.ToMinute is < 0 or > Minutes || command.FromMinute == command.ToMinute)
        {
            errors.Add(Error.Of("mute_times").On("from"));
        }

        if (!context.Caller.Scope.IsAll)
        {
            errors.Add(Error.Of("mute_head_office"));
        }

        if (errors.Count > 0)
        {
            return Task.FromResult(Result<Guid>.Fail(errors));
        }

        var timing = new MuteTiming
        {
            Id = SequentialId.New(time),
            Name = command.Name.Trim(),
            AreaId = command.AreaId,
            Kind = command.Kind,
            Severity = command.Severity,
            Weekdays = command.Weekdays,
            FromMinute = command.FromMinute,
            ToMinute = command.ToMinute,
            CreatedBy = context.Caller.Name,
        };
        context.Db.Add(timing);
        context.Audit("alert.mute-timing", "alert_mute_timing", timing.Id.ToString(), after: new { timing.Name, timing.Matcher, timing.Weekdays, timing.FromMinute, timing.ToMinute });
        return Task.FromResult<Result<Guid>>(timing.Id);
    }
}

/// <summary>Takes a recurring quiet time away.</summary>
[Permission("alerts.rules")]
internal sealed record RemoveMuteTiming(Guid Id) : ICommand<bool>;

internal sealed class RemoveMuteTimingHandler : ICommandHandler<RemoveMuteTiming, bool>
{
    public async Task<Result<bool>> HandleAsync(RemoveMuteTiming command, CommandContext context, CancellationToken cancellationToken)
    {
        if (!context.Caller.Scope.IsAll || await context.Db.Set<MuteTiming>().SingleOrDefaultAsync(m => m.Id == command.Id, cancellationToken) is not { } timing)
        {
            return Error.NotFound;
        }

        context.Db.Remove(timing);
        context.Audit("alert.mute-removed", "alert_mute_timing", timing.Id.ToString(), before: new { timing.Name });
        return true;
    }
}
