using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Pricing.Data;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Commands;

/// <summary>Drafts a contract; its prices follow as rows of its number. The commitment is spread evenly over its months.</summary>
/// <param name="To">Day after the last.</param>
/// <param name="CommitAmount">Minor units.</param>
/// <param name="CommitQuantity">Thousandths.</param>
[Permission(PricingPermissions.EditContracts)]
internal sealed record CreateContract(
    string DealerId, string Type, string Title, DateOnly From, DateOnly To, long CommitAmount, long CommitQuantity, bool IsExclusive, long Deposit, int TermDays) : ICommand<string>;

internal sealed class CreateContractHandler(BusinessClock clock) : ICommandHandler<CreateContract, string>
{
    private const int MostDays = 366 * 5;
    private static readonly string[] s_types = ["annual", "project", "price"];

    public async Task<Result<string>> HandleAsync(CreateContract command, CommandContext context, CancellationToken cancellationToken)
    {
        if (!await context.Db.Set<DealerFact>().AnyAsync(d => d.DealerId == command.DealerId, cancellationToken))
        {
            return Error.Of("contract_dealer_unknown", command.DealerId).On("dealerId");
        }

        if (!s_types.Contains(command.Type) || string.IsNullOrWhiteSpace(command.Title) || command.Title.Length > 200)
        {
            return Error.Of("contract_title").On("title");
        }

        if (command.To <= command.From || command.To.DayNumber - command.From.DayNumber > MostDays)
        {
            return Error.Of("price_days").On("to");
        }

        if (command is { CommitAmount: < 0 } or { CommitQuantity: < 0 } or { Deposit: < 0 } or { TermDays: < 0 or > 365 })
        {
            return Error.Of("contract_amounts").On("commitAmount");
        }

        var contract = new Contract
        {
            No = await ContractNumbers.NextAsync(context.Db, clock.DayOf(context.Now), cancellationToken),
            DealerId = command.DealerId,
            Type = command.Type,
            Title = command.Title.Trim(),
            ValidFrom = command.From,
            ValidTo = command.To,
            CommitAmount = command.CommitAmount,
            CommitQuantity = command.CommitQuantity,
            IsExclusive = command.IsExclusive,
            Deposit = command.Deposit,
            TermDays = command.TermDays,
            CreatedAt = context.Now,
            CreatedBy = context.Caller.Name,
        };
        context.Db.Add(contract);
        context.Db.AddRange(ContractPlan.Even(contract));
        context.Audit("contracts.create", "contract", contract.No, after: command, dealerId: contract.DealerId);
        return contract.No;
    }
}
