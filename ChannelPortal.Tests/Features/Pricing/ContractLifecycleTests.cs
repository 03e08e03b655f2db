using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Pricing;

public sealed class ContractLifecycleTests
{
    [Theory]
    [InlineData(nameof(ContractStatus.Draft), nameof(ContractTrigger.Send), "CHM", nameof(ContractStatus.Sent))]
    [InlineData(nameof(ContractStatus.Sent), nameof(ContractTrigger.Recall), "CHM", nameof(ContractStatus.Draft))]
    [InlineData(nameof(ContractStatus.Sent), nameof(ContractTrigger.Sign), "FIN", nameof(ContractStatus.Signed))]
    [InlineData(nameof(ContractStatus.Active), nameof(ContractTrigger.Terminate), "FIN", nameof(ContractStatus.Terminated))]
    [InlineData(nameof(ContractStatus.Signed), nameof(ContractTrigger.Activate), "SYSTEM", nameof(ContractStatus.Active))]
    public void Fire_PermittedMove_GivesTheNextState(string from, string trigger, string role, string to) =>
        Assert.Equal(Enum.Parse<ContractStatus>(to), Fire(from, trigger, role).Value);

    [Theory]
    [InlineData(nameof(ContractStatus.Draft), nameof(ContractTrigger.Sign), "CHM", "contract_not_possible_now")]
    [InlineData(nameof(ContractStatus.Terminated), nameof(ContractTrigger.Terminate), "CHM", "contract_not_possible_now")]
    [InlineData(nameof(ContractStatus.Active), nameof(ContractTrigger.Expire), "SYSTEM", "contract_not_possible_now")]
    [InlineData(nameof(ContractStatus.Active), nameof(ContractTrigger.Expire), "CHM", "forbidden")]
    [InlineData(nameof(ContractStatus.Sent), nameof(ContractTrigger.Sign), "DA", "forbidden")]
    public void Fire_ForbiddenMove_SaysWhy(string from, string trigger, string role, string code) =>
        Assert.Equal(code, Assert.Single(Fire(from, trigger, role).Errors).Code);

    [Fact]
    public void Fire_SignAfterTheTerm_IsRefused() =>
        Assert.Equal("contract_over", ContractLifecycle.Fire(Contract("Sent"), ContractTrigger.Sign, Some.Day.AddYears(1), _ => true, false).Errors[0].Code);

    [Fact]
    public void Transitions_NamePermissionsThatExist() =>
        Assert.All(ContractLifecycle.Transitions, t => Assert.True(t.Permission is null || Permissions.Product.Exists(t.Permission)));

    [Fact]
    public void Plan_OfBrokenMonths_SumsToTheCommitment()
    {
        var months = ContractPlan.Even(Contract("Draft"));
        Assert.Equal(13, months.Count);
        Assert.Equal(1_000_00, months.Sum(m => m.PlannedAmount));
        Assert.True(months[0].PlannedAmount < months[1].PlannedAmount);
    }

    [Theory]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public void Path_BelowEightyPercent_IsBehind(long actual, bool isBehind) =>
        Assert.Equal(isBehind, CommitmentPath.Of(1_000, Some.Day.AddDays(-50), Some.Day.AddDays(50), Some.Day, actual).IsBehind);

    private static ChannelPortal.Platform.Kernel.Result<ContractStatus> Fire(string from, string trigger, string role) => ContractLifecycle.Fire(
        Contract(from), Enum.Parse<ContractTrigger>(trigger), Some.Day, p => Permissions.Product.Allows(new HashSet<string> { role }, p), role == "SYSTEM");

    private static Contract Contract(string status) => new Contract
    {
        No = "CT-1", DealerId = "D0001", Type = "annual", Title = "t", ValidFrom = Some.Day, ValidTo = Some.Day.AddYears(1), CommitAmount = 1_000_00, CreatedBy = "t",
    }.In(Enum.Parse<ContractStatus>(status));
}
