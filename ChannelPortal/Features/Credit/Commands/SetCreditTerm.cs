using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>Finance gives one dealer a payment term of its own, or takes it away so that policies count again.</summary>
/// <param name="Days">Null takes it away.</param>
[Permission("credit.manage")]
internal sealed record SetCreditTerm(string DealerId, int? Days, string Reason) : ICommand<bool>;

internal sealed class SetCreditTermHandler(AccountWork work) : ICommandHandler<SetCreditTerm, bool>
{
    private const int MostDays = 365;

    public async Task<Result<bool>> HandleAsync(SetCreditTerm command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Days is < 0 or > MostDays)
        {
            return Error.Of("credit_term_range", MostDays).On("amount");
        }

        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await work.BeginAsync(context, command.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        work.Note(context, account.DealerId, "term", account.OwnTermDays ?? CreditChange.NoTerm, command.Days ?? CreditChange.NoTerm, command.Reason.Trim());
        context.Audit("credit.term", "credit_account", account.DealerId, new { account.OwnTermDays }, new { OwnTermDays = command.Days }, command.Reason, account.DealerId);
        account.OwnTermDays = command.Days;
        await context.Db.Set<CreditAccount>().Where(a => a.DealerId == command.DealerId).ExecuteUpdateAsync(a => a.SetProperty(x => x.OwnTermDays, command.Days), cancellationToken);
        work.Tell(context, account);
        return true;
    }
}
